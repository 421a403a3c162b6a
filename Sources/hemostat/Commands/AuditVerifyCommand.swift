import ArgumentParser
import HemoStatCore
import OperatorClient
import SharedState

struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that every entry of the audit logs is as it was written.",
        discussion: """
            Each entry carries the hash of the one before. Whoever can rewrite all of Redis can forge that too: keep the \
            heads it prints somewhere else. Exit code 1 when a chain is broken.

            EXAMPLES
              hemostat audit verify
              hemostat audit verify --host shop -o json
            """
    )

    @OptionGroup var server: ServerOptions

    @OptionGroup var selection: AuditSelection

    func run() async throws {
        let host = try selection.checkedHost
        let reports = try await server.asking { try await $0.verifyAudit(host: host) }
        switch selection.output {
        case .table: Terminal.data(AuditReportTable(reports).text)
        case .json: Terminal.data(String(decoding: try StateJSON.encode(reports), as: UTF8.self) + "\n")
        }
        guard reports.allSatisfy(\.isIntact) else { throw ExitCode(Failure.Code.no.rawValue) }
    }
}
