/// One rung of the ladder: which expectations it answers, what it does, how often.
package struct RemediationStep: Sendable, Equatable, Codable {
    /// Names of expectations; nil answers all.
    package var when: [String]?
    package var action: RemediationAction
    package var attempts: Int

    package init(when: [String]? = nil, action: RemediationAction, attempts: Int = 1) {
        self.when = when
        self.action = action
        self.attempts = attempts
    }

    package func answers(_ expectation: String) -> Bool { when?.contains(expectation) ?? true }
}
