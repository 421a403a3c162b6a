/// Nothing is tried that whoever acts cannot do.
enum ActionSupportGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let action = input.step.action.keyword
        guard let supported = input.supportedActions, !supported.contains(action) else {
            return .allow(.actionSupport, inputs: ["action": action])
        }
        let message = "this version does not do \(action) yet; it does \(supported.sorted().joined(separator: ", "))"
        return .deny(.actionSupport, message, inputs: ["action": action])
    }
}
