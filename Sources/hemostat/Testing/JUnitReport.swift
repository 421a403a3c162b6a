import HemoStatCore
import PolicyDocuments

/// The results in the XML that continuous integration reads: a suite a file, a case a test.
///
/// The elements are those all readers share (https://github.com/testmoapp/junitxml).
struct JUnitReport {
    private let run: TestRun

    init(_ run: TestRun) { self.run = run }

    var xml: String {
        var files: [String] = []
        var entries: [String: [TestRun.Entry]] = [:]
        for entry in run.entries {
            let file = entry.outcome.document.file
            if entries[file] == nil { files.append(file) }
            entries[file, default: []].append(entry)
        }
        let suites = files.map { Self.suite($0, entries[$0] ?? []) }.joined()
        let root = Self.tag("testsuites", [("name", "hemostat test")] + Self.counts(run.entries))
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(root)\n\(suites)</testsuites>\n"
    }

    private static func suite(_ file: String, _ entries: [TestRun.Entry]) -> String {
        let cases = entries.map { testCase($0) }.joined()
        return "  \(tag("testsuite", [("name", file)] + counts(entries)))\n\(cases)  </testsuite>\n"
    }

    private static func counts(_ entries: [TestRun.Entry]) -> [(String, String)] {
        let outcomes = entries.map(\.outcome)
        return [
            ("tests", "\(entries.count)"), ("failures", "\(outcomes.count { !$0.failures.isEmpty })"),
            ("errors", "\(outcomes.count { !$0.problems.isEmpty })"), ("skipped", "0"),
            ("time", seconds(entries.reduce(.zero) { $0 + $1.took })),
        ]
    }

    private static func testCase(_ entry: TestRun.Entry) -> String {
        let outcome = entry.outcome
        let document = outcome.document
        let attributes = [
            ("name", document.name), ("classname", document.file), ("file", document.file),
            ("line", "\(document.position.line)"), ("time", seconds(entry.took)),
        ]
        guard !outcome.hasPassed else { return "    \(tag("testcase", attributes, isEmpty: true))\n" }
        // What could not be run is an error, what came out otherwise a failure.
        let isError = outcome.failures.isEmpty
        let kind = isError ? "error" : "failure"
        let opening = tag(kind, [("message", headline(of: outcome)), ("type", isError ? "Refused" : "Unmet")])
        let body = escaped(TestReportText.details(of: outcome), keeping: "\n\t")
        return "    \(tag("testcase", attributes))\n      \(opening)\n\(body)</\(kind)>\n    </testcase>\n"
    }

    /// The first thing that is wrong, in one line.
    private static func headline(of outcome: PolicyTestOutcome) -> String {
        guard let failure = outcome.failures.first else { return outcome.problems.first?.description ?? "" }
        switch failure.cause {
        case .unplayable(let message): return "\(failure.container) at \(failure.at): \(message)"
        case .unmet(let mismatches):
            let words = mismatches.map { "\($0.field): expected \($0.expected), was \($0.actual)" }
            return "\(failure.container) at \(failure.at): \(words.joined(separator: "; "))"
        }
    }

    private static func seconds(_ span: Duration) -> String {
        let microseconds = span.components.seconds * 1_000_000 + span.components.attoseconds / 1_000_000_000_000
        let fraction = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)"
    }

    private static func tag(_ name: String, _ attributes: [(String, String)], isEmpty: Bool = false) -> String {
        let words = attributes.map { "\($0)=\"\(escaped($1))\"" }
        return "<\(([name] + words).joined(separator: " "))\(isEmpty ? "/" : "")>"
    }

    /// What XML 1.0 cannot hold at all (section 2.2) is left out; what a reader would make a space of becomes a reference.
    private static func escaped(_ text: String, keeping kept: String = "") -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;".unicodeScalars
            case "<": result += "&lt;".unicodeScalars
            case ">": result += "&gt;".unicodeScalars
            case "\"": result += "&quot;".unicodeScalars
            case "\n", "\t":
                result += kept.unicodeScalars.contains(scalar) ? [scalar] : Array("&#\(scalar.value);".unicodeScalars)
            default:
                let isAllowed = scalar.value >= 32 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                if isAllowed { result.append(scalar) }
            }
        }
        return String(result)
    }
}
