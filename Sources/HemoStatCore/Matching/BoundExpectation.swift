/// One expectation in force on a container.
package struct BoundExpectation: Sendable, Equatable {
    package var policy: String
    package var expectation: Expectation
    /// Of the policy it comes from.
    package var startupGrace: PolicyDuration

    package init(policy: String, expectation: Expectation, startupGrace: PolicyDuration) {
        self.policy = policy
        self.expectation = expectation
        self.startupGrace = startupGrace
    }
}
