/// One expectation in force, and whether it holds now.
package struct EvaluatedExpectation: Sendable, Equatable {
    package var bound: BoundExpectation
    package var result: CheckResult
    /// Of the sample a sampled check looked at.
    package var sampleAt: Timestamp?

    package init(bound: BoundExpectation, result: CheckResult, sampleAt: Timestamp? = nil) {
        self.bound = bound
        self.result = result
        self.sampleAt = sampleAt
    }

    package var isMet: Bool { result.outcome == .met }

    package var measurement: Measurement? {
        if case .diverged(let measurement) = result.outcome { return measurement }
        return nil
    }
}
