/// In mode `Approve` a person has to agree first.
enum ApprovalGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let inputs = ["mode": input.mode.rawValue]
        guard input.mode == .approve else { return .allow(.approval, inputs: inputs) }
        return .deny(.approval, "waits for a person to approve \(input.step.action.keyword)", inputs: inputs)
    }
}
