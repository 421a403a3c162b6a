import HemoStatCore

/// What the gates said of one step, and everything they looked at.
struct Judgement: Sendable {
    /// The episode as it was read.
    var read: Episode
    var step: PlannedStep
    var input: ReconcileInput
    var verdict: Verdict
    var history: ActionHistory
    /// The containers of the host at that instant.
    var host: HostPicture

    /// The same with one gate's answer replaced.
    func denied(by denial: GateResult) -> Judgement {
        var judgement = self
        judgement.verdict.results = verdict.results.map { $0.gate == denial.gate ? denial : $0 }
        return judgement
    }
}
