// Who is in trouble, whose trouble is a person's business, and who serves. Pure, like everything here.

extension HostPicture.Member {
    /// Reasons of a hold that leave a container to whoever did this to it: a person, Compose, Swarm, or a rival.
    private static let peoplesReasons: Set<String> = [
        GateName.humanIntent.rawValue, "Completed", "IntentUnknown", "SwarmTask", Contest.reason,
        GateName.hold.rawValue,
    ]

    /// The episode, while it is not over.
    var openEpisode: Episode? { episode.flatMap { $0.phase.isFinal ? nil : $0 } }

    /// Whether an expectation was unmet for long enough.
    private var hasFired: Bool { openEpisode?.firedAt != nil }

    /// Whether what it is in is a person's doing, or a person asked for hands off: a `docker compose down` is no storm.
    ///
    /// Known from the hold its episode is in, or, before it fired, from how the container stands.
    func isLeftToPeople(at now: Timestamp, holds: [Hold] = []) -> Bool {
        if holds.contains(where: { $0.isInForce(on: container, at: now) }) { return true }
        if let held = openEpisode, held.phase == .held, let reason = held.reason, Self.peoplesReasons.contains(reason) {
            return true
        }
        switch container.status {
        case .created, .removing, .paused:
            return !hasFired
        case .running, .restarting, .exited, .dead, .unknown:
            let known = episode ?? Episode(id: "", container: container, openedAt: now, records: [])
            let gate = HumanIntentGate.evaluate(container, episode: known, resolved: ResolvedPolicy(), now: now)
            return gate.denial != nil
        }
    }

    /// Whether something is wrong with it now, or was, and is not known to be right again.
    ///
    /// One that was healed and only has to prove it is in no trouble; one that starts after an action is.
    var isInTrouble: Bool {
        guard !isDiverged else { return true }
        guard let open = openEpisode, open.firedAt != nil, open.phase != .falseAlarm else { return false }
        return open.metSince == nil
    }

    /// Whether the storm brake counts it as diverged: under `Enforce`, in trouble, and not left to people.
    package func countsAsDiverged(at now: Timestamp, holds: [Hold] = []) -> Bool {
        isEnforced && isInTrouble && !isLeftToPeople(at: now, holds: holds)
    }

    /// Whether it does its work as far as Docker knows: running, and neither unhealthy nor still starting.
    package var serves: Bool {
        container.status == .running && (container.health == .none || container.health == .healthy)
    }

    /// Whether an action that takes it out of service is under way, or has not been proved yet.
    var isDisrupted: Bool { isBeingRemediated && episode?.intents.last?.action.disrupts ?? true }
}

extension Hold {
    /// Whether it keeps hands off this container at an instant; not any more at the very instant it expires.
    package func isInForce(on container: ContainerObservation, at now: Timestamp) -> Bool {
        spec.expiresAt > now && spec.selector.matches(container)
    }
}
