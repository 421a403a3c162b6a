import ArgumentParser
import HemoStatCore
import PolicyDocuments

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check policy files, offline: every problem with file:line:column.",
        discussion: """
            Directories are read recursively for *.yaml and *.yml (policy tests are left to 'hemostat test'). Exit code 1
            when a document is refused.

            EXAMPLES
              hemostat validate -f policies/
              hemostat validate -f web.yaml -f db.yaml
              cat web.yaml | hemostat validate -f -
              hemostat validate -f policies/ -o github     # annotations in a GitHub workflow
              hemostat validate -f policies/ -o json | jq '.[].message'
            """
    )

    @Option(name: [.customShort("f"), .customLong("filename")], help: "A file, a directory, or - for standard input.")
    var filenames: [String]

    @Option(name: [.customShort("o"), .customLong("output")], help: "How problems are told: text, json or github.")
    var output = DiagnosticFormat.text

    func run() throws {
        var load = PolicyLoader.load(paths: filenames.filter { $0 != "-" })
        if filenames.contains("-") {
            do {
                load.merge(PolicyLoader.load(try PolicyFileReader().readStandardInput(), file: "<stdin>"))
            } catch {
                throw Failure(.no, "\(error)")
            }
        }
        Terminal.data(try output.render(load.diagnostics))
        let errors = load.diagnostics.count { $0.severity == .error }
        let warnings = load.diagnostics.count - errors
        Terminal.words(
            "\(count(load.loaded.count + load.others.count, "document", "documents")) valid, \(count(errors, "error", "errors")), "
                + count(warnings, "warning", "warnings")
        )
        if load.hasErrors { throw ExitCode(Failure.Code.no.rawValue) }
    }

    private func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}
