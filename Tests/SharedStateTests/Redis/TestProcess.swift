import Glibc
import Synchronization

/// A child process of a test, ended by its id at the latest when the object goes.
final class TestProcess: Sendable {
    struct SpawnFailed: Error {
        let program: String
        let code: CInt
    }

    let id: pid_t
    private let isCollected = Mutex(false)

    init(_ arguments: [String]) throws {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var id = pid_t()
        let code = posix_spawnp(&id, arguments[0], &actions, nil, pointers, environ)
        guard code == 0 else { throw SpawnFailed(program: arguments[0], code: code) }
        self.id = id
    }

    deinit { end() }

    func signal(_ number: CInt) {
        isCollected.withLock { if !$0 { _ = kill(id, number) } }
    }

    /// Kills the process and collects it.
    func end() {
        isCollected.withLock { isCollected in
            if isCollected { return }
            kill(id, SIGKILL)
            waitpid(id, nil, 0)
            isCollected = true
        }
    }

    /// Waits for the process' own end.
    ///
    /// - Returns: Its exit code, or -1 when a signal ended it.
    func wait() -> CInt {
        isCollected.withLock { isCollected in
            if isCollected { return -1 }
            var status: CInt = 0
            waitpid(id, &status, 0)
            isCollected = true
            return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
        }
    }
}
