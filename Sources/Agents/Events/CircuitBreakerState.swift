import HemoStatCore

/// `hemostat:state:circuit_breaker:<name>`: whether actions on a container are stopped because they did not help.
struct CircuitBreakerState: Encodable, Sendable {
    var isOpen: Bool
    var failureCount: Int
    /// Seconds since 1970; nil while it is closed.
    var openedTimestamp: Double?

    static let seconds = 7200

    init(_ judgement: Judgement) {
        let breaker = judgement.step.policy.spec.remediation.circuitBreaker
        let now = judgement.input.now
        let since = max(now - breaker.within, judgement.history.lastEffective ?? now - breaker.within)
        let vain = judgement.history.ineffective.filter { $0 > since }
        failureCount = vain.count
        isOpen = judgement.verdict.results.contains { $0.gate == .circuitBreaker && $0.denial != nil }
        openedTimestamp = isOpen ? vain.max().map { Double($0.microseconds) / 1_000_000 } : nil
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isOpen, forKey: .isOpen)
        try container.encode(failureCount, forKey: .failureCount)
        try container.encode(openedTimestamp, forKey: .openedTimestamp)
    }

    private enum CodingKeys: String, CodingKey {
        case isOpen = "is_open"
        case failureCount = "failure_count"
        case openedTimestamp = "opened_timestamp"
    }
}
