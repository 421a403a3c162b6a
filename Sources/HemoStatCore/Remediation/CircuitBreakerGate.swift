/// Stops after so many actions that did not help; after a while one is let through to see.
///
/// Only one: until that one has helped, `halfOpenAfter` passes again, from its judgement or, where nobody could judge it,
/// from the action itself.
enum CircuitBreakerGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let breaker = input.remediation.circuitBreaker
        let windowStart = input.now - breaker.within
        // An action that helped closes it.
        let since = max(windowStart, input.history.lastEffective ?? windowStart)
        let counted = input.history.ineffective.filter { $0 > since }.sorted()
        var inputs = [
            "ineffective": "\(counted.count)", "failures": "\(breaker.failures)", "within": breaker.within.description,
            "halfOpenAfter": breaker.halfOpenAfter.description,
        ]
        if let helped = input.history.lastEffective { inputs["lastEffective"] = helped.description }
        guard counted.count >= breaker.failures, let last = counted.last else {
            return .allow(.circuitBreaker, inputs: inputs)
        }
        let latest = max(last, input.history.intents.max() ?? last)
        inputs["last"] = latest.description
        let halfOpen = latest + breaker.halfOpenAfter
        guard input.now < halfOpen else { return .allow(.circuitBreaker, inputs: inputs) }
        // It closes, too, when so many have left the window that the rest is no reason any more.
        let leaves = breaker.failures > 0 ? counted[counted.count - breaker.failures] + breaker.within : halfOpen
        return .deny(
            .circuitBreaker,
            "\(counted.count) actions within \(breaker.within) did not help; the next is tried \(breaker.halfOpenAfter)"
                + " after the last",
            nextEligible: min(halfOpen, leaves),
            inputs: inputs
        )
    }
}
