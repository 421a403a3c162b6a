/// What a person, Compose, Swarm or Watchtower did to the container stands until it is started again.
///
/// An end on request, a pause, and another name are theirs; so is a tug of war. A task of Swarm is Swarm's: it puts another
/// in the place of one that ends, and kills what its own health check calls unhealthy. One that Docker takes for well and a
/// policy does not is helped by `stop` or `signal`, which Swarm answers with another task; a restart would have two run.
enum HumanIntentGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        guard let container = input.container else {
            return .deny(.humanIntent, "the container is gone", inputs: ["status": "gone"])
        }
        // What a person paused is let go on, never restarted.
        if container.status == .paused, input.step.action != .unpause {
            return .deny(.humanIntent, "it was paused by hand", inputs: ["status": container.status.rawValue])
        }
        if let service = container.swarmService, input.step.action.beginsRun {
            return .deny(
                .humanIntent,
                reason: swarmTask,
                "swarm starts the tasks of service \(service) itself: \(input.step.action.keyword) would run one too many;"
                    + " a step with stop or signal has it replaced",
                inputs: ["status": container.status.rawValue]
            )
        }
        return evaluate(container, episode: input.episode, resolved: input.resolved, now: input.now)
    }

    /// A finer reason: Swarm's to do.
    private static let swarmTask = "SwarmTask"

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
        let denial =
            contest(of: episode) ?? pause(of: container, resolved) ?? swarm(container)
            ?? stopping(container, episode, now) ?? end(of: container, cause) ?? renaming(of: container, episode, now)
        return GateResult(gate: .humanIntent, denial: denial, inputs: inputs)
    }

    private static func deny(
        _ message: String,
        reason: String = GateName.humanIntent.rawValue,
        until: Timestamp? = nil
    ) -> GateResult.Denial {
        GateResult.Denial(reason: reason, message: message, nextEligible: until)
    }

    private static func contest(of episode: Episode) -> GateResult.Denial? {
        episode.contest.map { deny($0.message, reason: Contest.reason) }
    }

    private static func pause(of container: ContainerObservation, _ resolved: ResolvedPolicy) -> GateResult.Denial? {
        container.status == .paused && !resolved.unpauses ? deny("it was paused by hand") : nil
    }

    private static func swarm(_ container: ContainerObservation) -> GateResult.Denial? {
        guard container.isDown, let service = container.swarmService else { return nil }
        return deny("it was a task of service \(service): swarm puts another in its place", reason: swarmTask)
    }

    private static func stopping(
        _ container: ContainerObservation,
        _ episode: Episode,
        _ now: Timestamp
    ) -> GateResult.Denial? {
        guard !container.isDown, let requested = container.endEvidence.requestedAt, !episode.isOurs(requested),
            now.elapsed(since: requested) < StopEvidence.patience
        else { return nil }
        return deny("somebody is stopping it", until: requested + StopEvidence.patience)
    }

    private static func end(of container: ContainerObservation, _ cause: ExitCause?) -> GateResult.Denial? {
        switch cause {
        case .requested:
            deny("it was stopped on request; start it to put it back under care")
        case .completed:
            deny("it exited with code 0: its work is done", reason: "Completed")
        case .unknown:
            deny(
                "it ended with exit code \(container.exitCode) and nobody saw why: taken for a person's doing",
                reason: "IntentUnknown"
            )
        case .crashed, .oomKilled, nil:
            nil
        }
    }

    /// Put aside, or about to be replaced: one that is down stays so, one that runs on under another name is under care again.
    private static func renaming(
        of container: ContainerObservation,
        _ episode: Episode,
        _ now: Timestamp
    ) -> GateResult.Denial? {
        guard let renamed = container.endEvidence.renamedAt, !episode.isOurs(renamed) else { return nil }
        if container.isDown {
            let end = container.finishedAt ?? container.endEvidence.diedAt ?? now
            guard end.elapsed(since: renamed) < StopEvidence.patience else { return nil }
            return deny("it was renamed: put aside, or being replaced; start it to put it back under care")
        }
        guard now.elapsed(since: renamed) < StopEvidence.patience else { return nil }
        return deny("it was renamed: somebody may be replacing it", until: renamed + StopEvidence.patience)
    }
}

extension RemediationAction {
    /// Whether a container that is down, or another in its place, runs after it.
    fileprivate var beginsRun: Bool {
        switch self {
        case .start, .restart, .recreate: true
        case .stop, .unpause, .signal, .exec, .scaleUp, .scaleDown, .cleanup, .updateResources, .none: false
        }
    }
}
