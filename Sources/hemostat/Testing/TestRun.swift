import HemoStatCore
import PolicyDocuments

/// All policy tests of one call, and how they came out.
struct TestRun {
    struct Entry {
        let outcome: PolicyTestOutcome
        let took: Duration
    }

    private(set) var entries: [Entry] = []
    /// Nil unless asked for.
    private(set) var coverage: [CoveredPolicy]?

    var failed: Int { entries.count { !$0.outcome.hasPassed } }

    /// `3 tests, 1 failed`.
    var summary: String { "\(entries.count) \(entries.count == 1 ? "test" : "tests"), \(failed) failed" }

    /// - Parameters:
    ///   - documents: In the order they are run.
    ///   - paths: Files and directories whose policies are listed even if no test names them; nil for no coverage.
    ///   - clock: What a test takes is measured by.
    ///   - progress: Called before each test with the number of those that are done.
    init(
        _ documents: [PolicyTestDocument],
        coverage paths: [String]? = nil,
        clock: any Clock<Duration> = ContinuousClock(),
        progress: (Int) -> Void = { _ in }
    ) {
        var runner = PolicyTestRunner()
        for (index, document) in documents.enumerated() {
            progress(index)
            var outcome: PolicyTestOutcome?
            let took = clock.measure { outcome = runner.run(document) }
            if let outcome { entries.append(Entry(outcome: outcome, took: took)) }
        }
        coverage = paths.map { runner.coverage(including: $0) }
    }
}
