import HemoStatCore
import PolicyDocuments

/// The results of policy tests for people: a line a test, and under a failed one all that is needed to understand it.
struct TestReportText {
    /// Longer trails begin in the middle.
    private static let longestTrail = 60

    private let run: TestRun

    init(_ run: TestRun) { self.run = run }

    var text: String {
        let tests = run.entries.map { Self.text(of: $0.outcome) }.joined()
        guard let coverage = run.coverage else { return tests }
        return tests + "\n" + CoverageTable(coverage).text
    }

    private static func text(of outcome: PolicyTestOutcome) -> String {
        let document = outcome.document
        let title = "\(outcome.hasPassed ? "PASS" : "FAIL")  \(document.file): \(document.name)\n"
        guard !outcome.hasPassed else { return title }
        return title + "\n" + details(of: outcome) + "\n"
    }

    /// What went wrong with one test, as it also stands in JUnit's files.
    static func details(of outcome: PolicyTestOutcome) -> String {
        var told: [String: Int] = [:]
        let problems = outcome.problems.map { "  \($0)\n" }.joined()
        let failures = outcome.failures.map { failure in
            let fresh = Array(failure.trail.dropFirst(told[failure.container] ?? 0))
            let isFirst = told.updateValue(failure.trail.count, forKey: failure.container) == nil
            return text(of: failure, at: outcome.document.position(of: failure.place), trail: fresh, isFirst: isFirst)
        }
        return printable(([problems].filter { !$0.isEmpty } + failures).joined(separator: "\n"))
    }

    private static func text(
        of failure: PolicyTestFailure,
        at position: SourcePosition,
        trail: [SimulatedEvent],
        isFirst: Bool
    ) -> String {
        var text = "  \(position): \(failure.container) at \(failure.at)\n"
        switch failure.cause {
        case .unplayable(let message):
            text += "    the test cannot go on: \(message)\n"
        case .unmet(let mismatches):
            let width = mismatches.map(\.field.count).max() ?? 0
            for mismatch in mismatches {
                let field = padded(mismatch.field, to: width)
                text += "    expected  \(field)  \(mismatch.expected)\n"
                text += "    but was   \(padded("", to: width))  \(mismatch.actual)\n"
            }
        }
        return text + "\n" + story(trail, of: failure.container, isFirst: isFirst)
    }

    private static func story(_ trail: [SimulatedEvent], of container: String, isFirst: Bool) -> String {
        guard !trail.isEmpty else {
            return "    nothing \(isFirst ? "" : "more ")happened to \(container) until then\n"
        }
        let shown = trail.suffix(longestTrail)
        let times = shown.map(\.at.description)
        let width = times.map(\.count).max() ?? 0
        let subjectWidth = shown.map(\.subject.count).max() ?? 0
        var text = "    what happened to \(container)\(isFirst ? "" : " since then"):\n"
        if shown.count < trail.count { text += "      … \(trail.count - shown.count) lines before\n" }
        for (time, event) in zip(times, shown) {
            let line = "      \(padded(time, to: width, isRight: true))  \(padded(event.subject, to: subjectWidth))"
            text += event.message.isEmpty ? trimmed(line) + "\n" : "\(line)  \(event.message)\n"
        }
        return text
    }

    private static func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
        let blank = String(repeating: " ", count: max(0, width - text.count))
        return isRight ? blank + text : text + blank
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    /// What people wrote must not reach a terminal as anything but text.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0 == "\n" || ($0.value >= 32 && $0.value != 127) })
        )
    }
}
