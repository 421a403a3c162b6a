import Glibc
import TestSupport

/// A container that can be broken from outside by a signal to its first process, which needs no call to Docker.
struct ChaosPatient: Sendable {
    enum Kind: Int, CaseIterable, Sendable, CustomStringConvertible {
        /// Ends with code 3 when broken.
        case crashes
        case crashesToo
        /// Turns unhealthy when broken.
        case sickens
        /// The same, but it does not end when asked to: a restart takes the ten seconds its policy grants.
        case sickensDeaf

        /// Those a restart of which takes no time.
        static let quick: [Kind] = [.crashes, .crashesToo, .sickens]

        var description: String {
            switch self {
            case .crashes: "crash-1"
            case .crashesToo: "crash-2"
            case .sickens: "sick"
            case .sickensDeaf: "slow"
            }
        }

        fileprivate var script: String {
            let idle = "while :; do sleep 3600 & wait $!; done"
            return switch self {
            case .crashes, .crashesToo: "trap 'exit 143' TERM; trap 'exit 3' USR1; \(idle)"
            case .sickens: "rm -f /broken; trap 'exit 143' TERM; trap 'touch /broken' USR1; \(idle)"
            case .sickensDeaf: "rm -f /broken; trap '' TERM; trap 'touch /broken' USR1; \(idle)"
            }
        }

        fileprivate var options: [String] {
            switch self {
            case .crashes, .crashesToo: []
            case .sickens, .sickensDeaf: Docker.healthCheck("test ! -e /broken")
            }
        }
    }

    let kind: Kind
    let container: TestContainer

    static func start(_ kind: Kind, on docker: Docker, prefix: String) async throws -> ChaosPatient {
        let name = "\(prefix)-\(kind)"
        let command = ["sh", "-c", kind.script]
        return ChaosPatient(kind: kind, container: try await docker.run(kind.options, command: command, name: name))
    }

    /// Breaks it; nothing happens when it does not run.
    ///
    /// - Throws: `CommandError` when Docker does not answer.
    func fail() async throws {
        let format = ["inspect", "--format", "{{.State.Pid}}", container.id]
        let pid = try await container.docker.command(format, within: .seconds(10))
        if let pid = Int32(pid), pid > 0 { kill(pid, SIGUSR1) }
    }
}
