/// An expectation of a selecting policy that is not in force, because a stronger policy has one of the same name.
package struct OverriddenExpectation: Sendable, Equatable, Hashable {
    package var policy: String
    package var expectation: String
    /// The policy whose expectation is in force instead.
    package var winner: String

    package init(policy: String, expectation: String, winner: String) {
        self.policy = policy
        self.expectation = expectation
        self.winner = winner
    }
}
