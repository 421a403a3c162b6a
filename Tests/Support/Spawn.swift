import Glibc

/// One `posix_spawn`: a program with its arguments, environment, folder and three standard streams, and nothing else inherited.
///
/// The child leads a process group of its own (a Ctrl-C at the terminal is for the test process), has every signal at its default
/// and unblocked, and no descriptor above 2.
struct Spawn {
    /// A path, or a name to be found on `PATH`.
    let executable: String
    let arguments: [String]
    /// The whole environment; nil inherits ours.
    let environment: [String: String]?
    let directory: String?
    /// A descriptor to become standard input; nil is `/dev/null`.
    let input: Int32?
    let outputPath: String
    let errorPath: String

    /// Starts it and returns its process id.
    /// - Throws: `SystemError`.
    func start() throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        addStreams(to: &actions)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        sigfillset(&all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP)
        )

        var process: pid_t = 0
        let status = withCStrings([executable] + arguments) { argv in
            withEnvironment { envp in posix_spawnp(&process, executable, &actions, &attributes, argv, envp) }
        }
        guard status == 0 else { throw SystemError("start \(executable)", number: status) }
        return process
    }

    /// Runs it to its end, blocking this thread.
    /// - Throws: `SystemError` when it cannot be started.
    func finish() throws {
        let process = try start()
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    private func addStreams(to actions: inout posix_spawn_file_actions_t) {
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        for (stream, path) in [(Int32(1), outputPath), (2, errorPath)] {
            posix_spawn_file_actions_addopen(&actions, stream, path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        }
        if let directory { _ = GNUSpawn.addChangeDirectory?(&actions, directory) }
        _ = GNUSpawn.addCloseFrom?(&actions, 3)
    }

    private func withEnvironment<Result>(
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
    ) -> Result {
        guard let environment else { return body(environ) }
        return withCStrings(environment.map { "\($0.key)=\($0.value)" }) { body($0) }
    }

    /// Calls the body with a null-terminated array of C strings that lives as long as the call.
    private func withCStrings<Result>(
        _ strings: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { (copies + index).initialize(to: strdup(string)) }
        (copies + strings.count).initialize(to: nil)
        defer {
            for index in strings.indices { free(copies[index]) }
            copies.deallocate()
        }
        return body(copies)
    }
}
