import FoundationEssentials
import HemoStatCore
import PolicyDocuments

/// The results for programs.
struct TestReportJSON: Encodable {
    struct Test: Encodable {
        let file: String
        let line: Int
        let column: Int
        let name: String
        let passed: Bool
        /// Why it could not be run.
        let problems: [Diagnostic]
        let failures: [Failure]
    }

    struct Failure: Encodable {
        let position: SourcePosition
        let at: PolicyDuration
        let container: String
        let mismatches: [Mismatch]
        /// Why the test could not go on; absent where it could.
        let problem: String?
        let trail: [Event]
    }

    struct Mismatch: Encodable {
        let field: String
        let expected: String
        let actual: String
    }

    struct Event: Encodable {
        let at: PolicyDuration
        let kind: String
        let subject: String
        let message: String
    }

    struct Tally: Encodable {
        let total: Int
        let missed: [String]
    }

    struct Policy: Encodable {
        let policy: String
        let file: String
        let tests: Int
        let expectations: Tally
        let steps: Tally
        let gates: Tally
    }

    let tests: [Test]
    let passed: Int
    let failed: Int
    let coverage: [Policy]?

    init(_ run: TestRun) {
        tests = run.entries.map { Test($0.outcome) }
        passed = run.entries.count - run.failed
        failed = run.failed
        coverage = run.coverage.map { $0.map(Policy.init) }
    }

    /// Pretty-printed, keys in order.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}

extension TestReportJSON.Test {
    fileprivate init(_ outcome: PolicyTestOutcome) {
        let document = outcome.document
        file = document.file
        line = document.position.line
        column = document.position.column
        name = document.name
        passed = outcome.hasPassed
        problems = outcome.problems
        failures = outcome.failures.map { TestReportJSON.Failure($0, at: document.position(of: $0.place)) }
    }
}

extension TestReportJSON.Failure {
    fileprivate init(_ failure: PolicyTestFailure, at position: SourcePosition) {
        self.position = position
        at = failure.at
        container = failure.container
        switch failure.cause {
        case .unmet(let unmet):
            mismatches = unmet.map { .init(field: $0.field, expected: $0.expected, actual: $0.actual) }
            problem = nil
        case .unplayable(let message):
            (mismatches, problem) = ([], message)
        }
        trail = failure.trail.map { .init(at: $0.at, kind: $0.kind.rawValue, subject: $0.subject, message: $0.message) }
    }
}

extension TestReportJSON.Policy {
    fileprivate init(_ covered: CoveredPolicy) {
        policy = covered.report.policy
        file = covered.file
        tests = covered.tests
        func tally(_ part: PolicyCoverageReport.Tally) -> TestReportJSON.Tally {
            .init(total: part.all.count, missed: part.missed)
        }
        expectations = tally(covered.report.expectations)
        steps = tally(covered.report.steps)
        gates = tally(covered.report.gates)
    }
}
