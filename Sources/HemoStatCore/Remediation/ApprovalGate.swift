/// In mode `Approve` a person has to agree first: to this step, of this generation of the policy, for this very run.
///
/// An answer is good for one action and for an hour; a rejection stands for as long as what it binds does.
enum ApprovalGate {
    /// Clocks may differ by so much; an answer from further in the future is none.
    private static let tolerance = PolicyDuration.seconds(2)

    static func evaluate(_ input: GateInput) -> GateResult {
        var inputs = [
            "mode": input.mode.rawValue, "step": "\(input.step.index)", "policy": input.step.policy.name,
            "generation": "\(generation(input))", "startedAt": describe(input.container?.startedAt),
        ]
        guard input.mode == .approve else { return .allow(.approval, inputs: inputs) }
        let request = "waits for a person to approve: \(input.step.action.sentence)"
        guard let approval = input.approval else { return .deny(.approval, request, inputs: inputs) }
        inputs["answer"] = approval.isApproved ? "approved" : "rejected"
        inputs["by"] = approval.by
        inputs["at"] = approval.at.description
        if let other = mismatch(approval, input) {
            return .deny(.approval, "the answer of \(approval.by) is for \(other); \(request)", inputs: inputs)
        }
        if approval.at > input.now + tolerance {
            let message = "the answer of \(approval.by) is dated in the future; \(request)"
            return .deny(.approval, message, nextEligible: approval.at, inputs: inputs)
        }
        guard approval.isApproved else {
            return .deny(.approval, reason: "Rejected", "\(approval.by) rejected it", inputs: inputs)
        }
        guard input.now <= approval.at + Approval.validity else {
            let message = "the approval of \(approval.by) is older than \(Approval.validity); \(request)"
            return .deny(.approval, message, inputs: inputs)
        }
        if isUsedUp(approval, input.episode) {
            return .deny(.approval, "what \(approval.by) approved is done; \(request)", inputs: inputs)
        }
        return .allow(.approval, inputs: inputs)
    }

    /// What the answer was for, where that is something else.
    private static func mismatch(_ approval: Approval, _ input: GateInput) -> String? {
        if approval.episode != input.episode.id { return "another episode" }
        if approval.policy != input.step.policy.name { return "policy \(approval.policy)" }
        if approval.policyGeneration != generation(input) { return "another generation of the policy" }
        if let resumedAt = input.episode.resumedAt, approval.at < resumedAt { return "what was before it was resumed" }
        if approval.step != input.step.index {
            return "step \(approval.step + 1), this is step \(input.step.index + 1)"
        }
        guard let container = input.container, container.startedAt == approval.startedAt else {
            return "another run of the container"
        }
        return nil
    }

    private static func isUsedUp(_ approval: Approval, _ episode: Episode) -> Bool {
        episode.intents.contains { intent in
            intent.policy == approval.policy && intent.step == approval.step && intent.writtenAt >= approval.at
                && !intent.isNotDone
        }
    }

    private static func generation(_ input: GateInput) -> Int64 { input.step.policy.metadata.generation ?? 0 }
    private static func describe(_ instant: Timestamp?) -> String { instant?.description ?? "never" }
}
