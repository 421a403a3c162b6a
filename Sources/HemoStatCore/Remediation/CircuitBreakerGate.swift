/// Stops after so many actions that did not help; after a while one is let through to see.
enum CircuitBreakerGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let breaker = input.remediation.circuitBreaker
        let windowStart = input.now - breaker.within
        // An action that helped closes it.
        let since = max(windowStart, input.history.lastEffective ?? windowStart)
        let counted = input.history.ineffective.filter { $0 > since }.sorted()
        let inputs = [
            "ineffective": "\(counted.count)", "failures": "\(breaker.failures)", "within": breaker.within.description,
        ]
        guard counted.count >= breaker.failures, let last = counted.last else {
            return .allow(.circuitBreaker, inputs: inputs)
        }
        let halfOpen = last + breaker.halfOpenAfter
        guard input.now < halfOpen else { return .allow(.circuitBreaker, inputs: inputs) }
        return .deny(
            .circuitBreaker,
            "\(counted.count) actions within \(breaker.within) did not help; the next is tried \(breaker.halfOpenAfter)"
                + " after the last",
            nextEligible: min(halfOpen, counted[counted.count - breaker.failures] + breaker.within),
            inputs: inputs
        )
    }
}
