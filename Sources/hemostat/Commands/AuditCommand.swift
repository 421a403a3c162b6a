import ArgumentParser
import HemoStatCore
import OperatorClient
import SharedState

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show what was done and denied, by whom and why, and check that nobody changed it since.",
        discussion: """
            EXAMPLES
              hemostat audit
              hemostat audit --host shop -n 20 -o json
              hemostat audit verify
            """,
        subcommands: [AuditVerifyCommand.self]
    )

    @OptionGroup var server: ServerOptions

    @OptionGroup var selection: AuditSelection

    @Option(name: [.customShort("n"), .customLong("limit")], help: "How many of each log, at most 1000.")
    var limit = 20

    func run() async throws {
        guard (1...1000).contains(limit) else { throw Failure(.usage, "--limit \(limit): expected 1 to 1000") }
        let host = try selection.checkedHost
        let records = try await server.asking { [limit] in try await $0.audit(host: host, limit: limit) }
        switch selection.output {
        case .table: Terminal.data(AuditTable(records).text)
        case .json: Terminal.data(String(decoding: try StateJSON.encode(records), as: UTF8.self) + "\n")
        }
    }
}
