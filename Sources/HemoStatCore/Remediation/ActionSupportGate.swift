/// Nothing is tried that whoever acts cannot do.
enum ActionSupportGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let action = input.step.action.keyword
        guard let supported = input.supportedActions, !supported.contains(action) else {
            return .allow(.actionSupport, inputs: ["action": action])
        }
        let message = "this version does not do \(action) yet; it does \(supported.sorted().joined(separator: ", "))"
        // Another version may be able to by then.
        let again = input.now + .minutes(10)
        return .deny(.actionSupport, message, nextEligible: again, inputs: ["action": action])
    }
}
