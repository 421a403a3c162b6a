/// The ladder's current step for an episode: what would be done now, and under whose policy.
package struct PlannedStep: Sendable, Equatable {
    package var policy: HealthPolicy
    /// Index in the policy's ladder.
    package var index: Int
    /// The expectation it answers.
    package var expectation: String

    package init(policy: HealthPolicy, index: Int, expectation: String) {
        self.policy = policy
        self.index = index
        self.expectation = expectation
    }

    /// Whether it is meant for this expectation of this policy.
    func answers(_ expectation: String, of policy: String) -> Bool {
        policy == self.policy.name && self.policy.spec.remediation.steps[index].answers(expectation)
    }

    package var action: RemediationAction { policy.spec.remediation.steps[index].action }
    package var attemptsKey: String { Ladder.attemptsKey(policy: policy.name, step: index) }
}
