/// In mode `DryRun` everything is decided and nothing is done; it denies last, so the trail shows all the rest.
enum DryRunGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let inputs = [
            "mode": input.mode.rawValue, "cap": input.modeCap.rawValue, "action": input.step.action.sentence,
        ]
        guard input.mode == .dryRun else { return .allow(.dryRun, inputs: inputs) }
        // The operator's own cap may be gone after its next start.
        let again = input.modeCap == .dryRun ? input.now + .minutes(10) : nil
        let message = "would \(input.step.action.sentence); the mode is DryRun"
        return .deny(.dryRun, message, nextEligible: again, inputs: inputs)
    }
}
