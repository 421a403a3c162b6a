/// Runs every gate, always: the trail shows all of them.
package enum Gates {
    private static let all: [@Sendable (GateInput) -> GateResult] = [
        PolicyModeGate.evaluate, HoldGate.evaluate, WindowGate.evaluate, HumanIntentGate.evaluate,
        LeaseGate.evaluate, TargetGate.evaluate, StormBrakeGate.evaluate, DependencyGate.evaluate,
        DisruptionBudgetGate.evaluate, CooldownGate.evaluate, ActionBudgetGate.evaluate, CircuitBreakerGate.evaluate,
        ConfidenceGate.evaluate, ApprovalGate.evaluate, DryRunGate.evaluate,
    ]

    package static func judge(_ input: GateInput) -> Verdict { Verdict(results: all.map { $0(input) }) }
}
