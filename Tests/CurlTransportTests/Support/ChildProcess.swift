import Glibc

/// A shell command as a child process, ended by its id.
struct ChildProcess {
    struct Failure: Error {
        let command: String
        let status: Int32
    }

    let id: pid_t

    /// Starts `command` with its output going to `output`.
    init(_ command: String, output: String = "/dev/null", inheritsFiles: Bool = false) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A child that held a socket of some other test would keep it open.
        for descriptor in 3..<Int32(inheritsFiles ? 3 : 1024) {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var id: pid_t = 0
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command)]
        let environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/local/bin:/usr/bin:/bin")]
        defer {
            for text in arguments + environment { free(text) }
        }
        let status = posix_spawn(&id, "/bin/sh", &actions, nil, arguments + [nil], environment + [nil])
        guard status == 0 else { throw Failure(command: command, status: status) }
        self.id = id
    }

    /// Runs `command` to its end; anything but exit 0 throws.
    static func run(_ command: String) async throws {
        let status = try await ChildProcess(command).wait()
        guard status == 0 else { throw Failure(command: command, status: status) }
    }

    func end() async {
        kill(id, SIGKILL)
        _ = await wait()
    }

    private func wait() async -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG) == 0 {
            try? await Task.sleep(for: .milliseconds(2))
            if Task.isCancelled { usleep(2000) }
        }
        return status
    }
}
