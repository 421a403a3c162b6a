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

    /// Whether it is meant for this expectation; for the one that no policy names, whether it is a remedy.
    package func answers(_ expectation: String) -> Bool {
        if expectation == NetworkParentCheck.name { return NetworkParentCheck.isRemedy(action) }
        return when?.contains(expectation) ?? true
    }
}
