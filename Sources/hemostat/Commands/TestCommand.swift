import ArgumentParser
import Glibc
import HemoStatCore
import PolicyDocuments

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run policy tests, offline, on a virtual clock: what would the operator do, and when?",
        discussion: """
            Runs every *.test.yaml and *.test.yml of files and directories (recursively). A test names its policies \
            relative to its own file; 'hemostat explain policytest' lists what it may say. Decisions are the operator's \
            own; simulated actions succeed at once, and health, use and probes stay as the test sets them. Exit code 1 \
            when a test fails, a document is refused or there is no test.

            EXAMPLES
              hemostat test -f policies/
              hemostat test -f web.test.yaml --coverage
              hemostat test -f policies/ --junit report.xml
              hemostat test -f policies/ -o json | jq '.tests[] | select(.passed | not).failures'
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Option(name: [.customShort("f"), .customLong("filename")], help: "A test file, or a directory of them.")
    var filenames: [String]

    @Flag(
        name: [.customShort("R"), .customLong("recursive")],
        help: "Directories are read recursively; they always are."
    )
    var recursive = false

    @Option(help: "Also write the results to this file, as JUnit XML.")
    var junit: String?

    @Flag(help: "Also list the expectations, steps and gates that no test exercised, and policies that no test names.")
    var coverage = false

    @Option(name: [.customShort("o"), .customLong("output")], help: "text or json.")
    var output = Format.text

    func run() throws {
        let documents = PolicyTestLoader.load(paths: filenames)
        guard !documents.isEmpty else {
            let places = filenames.joined(separator: ", ")
            throw Failure(.no, "no policy test found: looked for *.test.yaml and *.test.yml in \(places)")
        }
        let progress = TestProgress(total: documents.count)
        let run = TestRun(documents, coverage: coverage ? filenames : nil) { progress.show($0) }
        progress.end()
        if let junit { try Self.write(JUnitReport(run).xml, to: junit) }
        switch output {
        case .text: Terminal.data(TestReportText(run).text)
        case .json: Terminal.data(try TestReportJSON(run).text())
        }
        Terminal.words(run.summary)
        if run.failed > 0 { throw ExitCode(Failure.Code.no.rawValue) }
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw unwritable(path) }
        let bytes = Array(text.utf8)
        let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count
        guard fclose(file) == 0, isWhole else { throw unwritable(path) }
    }

    private static func unwritable(_ path: String) -> Failure {
        Failure(.no, "cannot write \(path): \(String(cString: strerror(errno)).lowercased())")
    }
}
