/// A suspended policy and one in `Observe` never act.
enum PolicyModeGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let inputs = [
            "policy": input.step.policy.name, "mode": input.mode.rawValue, "cap": input.modeCap.rawValue,
            "suspend": "\(input.step.policy.spec.suspend)",
        ]
        if input.step.policy.spec.suspend {
            return .deny(.policyMode, "policy \(input.step.policy.name) is suspended", inputs: inputs)
        }
        if input.mode == .observe {
            return .deny(.policyMode, "policy \(input.step.policy.name) only observes", inputs: inputs)
        }
        return .allow(.policyMode, inputs: inputs)
    }
}
