/// In mode `DryRun` everything is decided and nothing is done; it denies last, so the trail shows all the rest.
enum DryRunGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let inputs = ["mode": input.mode.rawValue]
        guard input.mode == .dryRun else { return .allow(.dryRun, inputs: inputs) }
        return .deny(.dryRun, "would \(input.step.action.keyword) it; the mode is DryRun", inputs: inputs)
    }
}
