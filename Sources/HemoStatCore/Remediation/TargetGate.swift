/// The very run that was diagnosed, and still in trouble.
enum TargetGate {
    private static let settling = PolicyDuration.seconds(5)

    static func evaluate(_ input: GateInput) -> GateResult {
        guard let container = input.container else { return .deny(.target, "the container is gone") }
        let diagnosed = input.episode.diagnosis?.startedAt
        let inputs = [
            "containerID": String(container.key.id.prefix(12)),
            "startedAt": container.startedAt?.description ?? "never",
            "diagnosedStartedAt": diagnosed?.description ?? "never",
        ]
        guard container.key == input.episode.key else {
            return .deny(.target, "another container has taken its place", inputs: inputs)
        }
        guard container.startedAt == diagnosed else {
            return .deny(.target, "it was started again since the diagnosis", inputs: inputs)
        }
        guard input.episode.phase.waitsForAction else {
            return .deny(
                .target,
                "its episode is \(input.episode.phase.rawValue): no action is asked for",
                inputs: inputs
            )
        }
        let answered = input.evaluated.filter { evaluated in
            let name = evaluated.bound.expectation.name
            return input.step.answers(name, of: evaluated.bound.policy)
                && input.episode.openRecords.contains { $0.expectation == name }
        }
        guard answered.contains(where: { $0.measurement != nil }) else {
            // It may diverge again with nothing else changed.
            return .deny(.target, "it is not divergent any more", nextEligible: input.now, inputs: inputs)
        }
        if let open = input.history.openIntent {
            return .deny(
                .target,
                "an earlier action on it is not settled yet",
                nextEligible: input.now + settling,
                inputs: inputs.merging(["openIntent": open]) { $1 }
            )
        }
        return .allow(.target, inputs: inputs)
    }
}
