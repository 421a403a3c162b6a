import Glibc
import Synchronization

/// The ownership of a state directory: a lock that ends with the process, whatever ends it.
package final class DirectoryLock: Sendable {
    private let descriptor: Mutex<CInt?>

    /// Takes the lock and writes this process' id into its file.
    init(_ layout: EmbeddedRedisLayout) throws(EmbeddedRedisError) {
        let file = open(layout.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw layout.unusable(errno) }
        if let error = Self.take(file, layout) {
            close(file)
            throw error
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Gives the directory up.
    ///
    /// The file stays: removing it would let two processes lock two files of one name.
    package func release() {
        descriptor.withLock { file in
            guard let open = file else { return }
            // Closing alone would not do while a child that is being forked has a copy of the descriptor.
            flock(open, LOCK_UN)
            close(open)
            file = nil
        }
    }

    private static func take(_ file: CInt, _ layout: EmbeddedRedisLayout) -> EmbeddedRedisError? {
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { return layout.unusable(errno) }
            let owner = SmallFile.read(file, last: 32).flatMap { pid_t($0.filter(\.isNumber)) }
            return EmbeddedRedisError(
                .inUse(process: owner),
                "the state directory \(layout.directory) is in use by "
                    + "\(owner.map { "process \($0)" } ?? "another process"); stop that one or choose another directory"
            )
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
            return layout.unusable(errno)
        }
        return nil
    }
}
