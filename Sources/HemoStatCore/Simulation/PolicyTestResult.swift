/// How a policy test came out.
package struct PolicyTestResult: Sendable, Equatable {
    package var failures: [PolicyTestFailure]
    /// What of the policies it exercised.
    package var coverage: PolicyCoverage
    /// How often containers were reconciled.
    package var reconciles: Int

    package var hasPassed: Bool { failures.isEmpty }
}
