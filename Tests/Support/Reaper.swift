import Glibc
import Synchronization

/// The helper process that ends what this process started, should this process die without doing so itself.
///
/// Swift has no exit handler for a crash, and a parent-death signal follows the thread that forked, which libdispatch may end.
/// So `reaper.sh` holds the other end of a pipe, is told of every thing started and ended, and acts when the pipe closes.
final class Reaper: Sendable {
    /// Something that must not outlive this process.
    enum Charge: Sendable {
        case process(Int32)
        case directory(String)
        /// A private engine, by its folder.
        case engine(String)
        /// A container, by the engine's address and its name.
        case container(host: String, name: String)

        fileprivate var words: String {
            switch self {
            case .process(let id): "process \(id)"
            case .directory(let path): "directory \(path)"
            case .engine(let folder): "engine \(folder)"
            case .container(let host, let name): "container \(host),\(name)"
            }
        }
    }

    /// Nil only when the helper could not be started; tests then still end what they started themselves.
    static let shared = Reaper()

    private let pipe: Int32

    private init?() {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        for end in ends { closeOnExec(end) }
        let spawned = try? Spawn(
            executable: "/bin/bash",
            arguments: [Repository.script("reaper.sh")],
            environment: nil,
            directory: nil,
            input: ends[0],
            outputPath: "/dev/null",
            errorPath: "/dev/null"
        ).start()
        close(ends[0])
        guard spawned != nil else {
            close(ends[1])
            return nil
        }
        pipe = ends[1]
    }

    func watch(_ charge: Charge) { say("+ \(charge.words)\n") }

    func forget(_ charge: Charge) { say("- \(charge.words)\n") }

    /// A line is shorter than `PIPE_BUF`, so that concurrent ones do not mix.
    private func say(_ line: String) {
        let bytes = Array(line.utf8)
        while write(pipe, bytes, bytes.count) < 0, errno == EINTR {}
    }
}
