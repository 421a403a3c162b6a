/// How often and how patiently an agent tries to connect: `AGENT_RETRY_MAX`, `AGENT_RETRY_DELAY`.
package struct AgentRetry: Sendable, Equatable {
    /// Attempts, at least one.
    package var attempts: Int
    /// Before the second attempt; doubles from there.
    package var delay: Duration

    package init(attempts: Int = 3, delay: Duration = .seconds(1)) {
        self.attempts = max(1, attempts)
        self.delay = delay
    }

    package init(_ environment: [String: String]) throws(EnvironmentError) {
        self.init(
            attempts: try EnvironmentReader(environment).integer("AGENT_RETRY_MAX", in: 1...1000) ?? 3,
            delay: .seconds(try EnvironmentReader(environment).number("AGENT_RETRY_DELAY", in: 0...3600) ?? 1)
        )
    }
}
