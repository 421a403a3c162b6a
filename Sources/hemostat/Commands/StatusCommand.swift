import ArgumentParser
import HemoStatCore
import OperatorClient
import SharedState

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show hosts, policies, what diverges, what is being done, and what is held until when.",
        discussion: """
            EXAMPLES
              hemostat status
              hemostat status -o json
              hemostat status --state-dir /var/lib/hemostat --exit-code
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    @OptionGroup var server: ServerOptions

    @Option(name: [.customShort("o"), .customLong("output")], help: "table or json.")
    var output = Format.table

    @Flag(name: .customLong("exit-code"), help: "Exit with 1 while anything is not converged.")
    var usesExitCode = false

    func run() async throws {
        let status = try await server.asking { try await $0.status() }
        switch output {
        case .table:
            Terminal.data(StatusTable(status).text)
        case .json:
            Terminal.data(String(decoding: try StateJSON.encode(status), as: UTF8.self) + "\n")
        }
        let isConverged = status.hosts.allSatisfy(\.isReachable) && status.episodes.allSatisfy(\.phase.isFinal)
        if usesExitCode, !isConverged { throw ExitCode(Failure.Code.no.rawValue) }
    }
}
