import ArgumentParser
import HemoStatCore
import PolicyDocuments

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check policy files, offline: every problem with file:line:column.",
        discussion: """
            Directories are read recursively for *.yaml and *.yml. Exit code 1 when a document is refused.

            EXAMPLES
              hemostat validate -f policies/
              hemostat validate -f web.yaml -f db.yaml
              cat web.yaml | hemostat validate -f -
            """
    )

    @Option(name: [.customShort("f"), .customLong("filename")], help: "A file, a directory, or - for standard input.")
    var filenames: [String]

    func run() throws {
        var load = PolicyLoader.load(paths: filenames.filter { $0 != "-" })
        if filenames.contains("-") {
            do {
                load.merge(PolicyLoader.load(try PolicyFileReader().readStandardInput(), file: "<stdin>"))
            } catch {
                throw Failure(.no, "\(error)")
            }
        }
        for diagnostic in load.diagnostics { Terminal.data("\(diagnostic)\n") }
        let errors = load.diagnostics.count { $0.severity == .error }
        let warnings = load.diagnostics.count - errors
        Terminal.words(
            "\(count(load.policies.count, "policy", "policies")) valid, \(count(errors, "error", "errors")), "
                + count(warnings, "warning", "warnings")
        )
        if load.hasErrors { throw ExitCode(Failure.Code.no.rawValue) }
    }

    private func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}
