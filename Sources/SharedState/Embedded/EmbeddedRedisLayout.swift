import Glibc

/// The files of the private Redis in the operator's state directory, which is made with mode 0700.
struct EmbeddedRedisLayout: Sendable, Equatable {
    /// The state directory, absolute.
    let directory: String

    /// Held by the owner; its text is the owner's process id.
    var lock: String { directory + "/lock" }
    var socket: String { directory + "/redis.sock" }
    /// Redis' working directory with its append-only files.
    var data: String { directory + "/redis" }
    var pidFile: String { data + "/redis.pid" }
    var log: String { data + "/redis.log" }

    init(_ directory: String) throws(EmbeddedRedisError) {
        var path = directory
        while path.count > 1, path.last == "/" { path.removeLast() }
        if path.first != "/" {
            guard let current = getcwd(nil, 0) else {
                throw EmbeddedRedisError(
                    .directoryUnusable,
                    "the state directory \(path) is relative to a lost directory"
                )
            }
            path = String(cString: current) + "/" + path
            free(current)
        }
        self.directory = path
        let limit = RedisEndpoint.longestSocketPath
        guard socket.utf8.count <= limit else {
            throw EmbeddedRedisError(
                .pathTooLong,
                "the state directory \(path) is too long for a unix socket in it: \(socket.utf8.count) bytes, "
                    + "at most \(limit); choose a shorter one"
            )
        }
    }

    /// Makes the state directory with its parents, and the data directory.
    func makeDirectories() throws(EmbeddedRedisError) {
        var path = ""
        for part in data.split(separator: "/") {
            path += "/" + part
            if mkdir(path, 0o700) == 0 || errno == EEXIST || errno == EISDIR { continue }
            // A parent that exists may refuse mkdir for other reasons first (read-only file system).
            let reason = errno
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
            throw unusable(reason)
        }
        guard access(directory, W_OK | X_OK) == 0, access(data, W_OK | X_OK) == 0 else { throw unusable(errno) }
    }

    func unusable(_ code: CInt) -> EmbeddedRedisError {
        EmbeddedRedisError(
            .directoryUnusable,
            "the state directory \(directory) cannot be used: \(RedisError.text(ofErrno: code)); "
                + "make it writable or choose another one"
        )
    }

    /// The data directory as Redis names it: without symbolic links.
    var resolvedData: String {
        guard let resolved = realpath(data, nil) else { return data }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The process that the server wrote down as its own; nil when there is none.
    var recordedProcess: pid_t? {
        SmallFile.read(pidFile, last: 32).flatMap { pid_t($0.filter(\.isNumber)) }
    }

    /// The last message in the server's log without its time stamp.
    var lastLogMessage: String? {
        guard let line = SmallFile.read(log, last: 4096)?.split(separator: "\n").last else { return nil }
        // `4711:M 22 Nov 2025 15:00:00.000 # Bad file format …`; the level is one of . - * #
        for level in [" # ", " * ", " - ", " . "] {
            if let mark = line.firstRange(of: level) { return String(line[mark.upperBound...]) }
        }
        return String(line)
    }
}
