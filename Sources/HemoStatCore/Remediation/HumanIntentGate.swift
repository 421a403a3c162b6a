/// What a person, Compose or Swarm did to the container stands until it is started again.
enum HumanIntentGate {
    /// How long a container may take to end after it was asked to; a process that goes on after that ignored it.
    private static let stopPatience = PolicyDuration.minutes(10)

    static func evaluate(_ input: GateInput) -> GateResult {
        guard let container = input.container else {
            return .deny(.humanIntent, "the container is gone", inputs: ["status": "gone"])
        }
        // What a person paused is let go on, never restarted.
        if container.status == .paused, input.step.action != .unpause {
            return .deny(.humanIntent, "it was paused by hand", inputs: ["status": container.status.rawValue])
        }
        return evaluate(container, episode: input.episode, resolved: input.resolved, now: input.now)
    }

    static func evaluate(
        _ container: ContainerObservation,
        episode: Episode,
        resolved: ResolvedPolicy,
        now: Timestamp
    ) -> GateResult {
        let cause = episode.exitCause(of: container)
        let inputs = [
            "status": container.status.rawValue,
            "exitCode": "\(container.exitCode)",
            "exitCause": cause?.rawValue ?? "none",
        ]
        if container.status == .paused, !resolved.unpauses {
            return .deny(.humanIntent, "it was paused by hand", inputs: inputs)
        }
        if !container.isDown, let requested = container.endEvidence.requestedAt, !episode.isOurs(requested),
            now.elapsed(since: requested) < stopPatience
        {
            return .deny(
                .humanIntent,
                "somebody is stopping it",
                nextEligible: requested + stopPatience,
                inputs: inputs
            )
        }
        switch cause {
        case .requested:
            return .deny(.humanIntent, "it was stopped on request; start it to put it back under care", inputs: inputs)
        case .completed:
            return .deny(.humanIntent, reason: "Completed", "it exited with code 0: its work is done", inputs: inputs)
        case .unknown:
            return .deny(
                .humanIntent,
                reason: "IntentUnknown",
                "it ended with exit code \(container.exitCode) and nobody saw why: taken for a person's doing",
                inputs: inputs
            )
        case .crashed, .oomKilled, nil:
            return .allow(.humanIntent, inputs: inputs)
        }
    }
}
