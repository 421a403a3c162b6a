/// What may be done about a divergence, how often, and when it counts as healed.
package struct RemediationSpec: Sendable, Equatable, Codable {
    package var mode: RemediationMode
    /// The ladder: the next step when one is used up without verified convergence.
    package var steps: [RemediationStep]
    /// From an episode's end to the first action of the next.
    package var cooldown: PolicyDuration
    package var budget: Budget
    package var verify: Verification

    package init(
        mode: RemediationMode = .observe,
        steps: [RemediationStep] = [],
        cooldown: PolicyDuration = .minutes(5),
        budget: Budget = Budget(),
        verify: Verification = Verification()
    ) {
        self.mode = mode
        self.steps = steps
        self.cooldown = cooldown
        self.budget = budget
        self.verify = verify
    }

    /// At most `actions` in any rolling window of `within`.
    package struct Budget: Sendable, Equatable, Codable {
        package var actions: Int
        package var within: PolicyDuration
        package init(actions: Int = 3, within: PolicyDuration = .hours(1)) {
            self.actions = actions
            self.within = within
        }
    }

    /// All expectations met for `stableFor`, within `timeout` of Docker's outcome.
    package struct Verification: Sendable, Equatable, Codable {
        package var stableFor: PolicyDuration
        package var timeout: PolicyDuration
        package init(stableFor: PolicyDuration = .seconds(30), timeout: PolicyDuration = .minutes(2)) {
            self.stableFor = stableFor
            self.timeout = timeout
        }
    }
}
