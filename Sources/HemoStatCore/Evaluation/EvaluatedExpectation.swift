/// One expectation in force, and whether it holds now.
package struct EvaluatedExpectation: Sendable, Equatable {
    package var bound: BoundExpectation
    package var result: CheckResult

    package init(bound: BoundExpectation, result: CheckResult) {
        self.bound = bound
        self.result = result
    }

    package var isMet: Bool { result.outcome == .met }

    package var measurement: Measurement? {
        if case .diverged(let measurement) = result.outcome { return measurement }
        return nil
    }

    package var unknownReason: CheckResult.UnknownReason? {
        if case .unknown(let reason) = result.outcome { return reason }
        return nil
    }
}
