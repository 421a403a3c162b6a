/// The heart of the loop: an episode and the world in, the episode as it should be and whom to ask out.
///
/// Deterministic and level-triggered: it looks only at what is, so calling it again changes nothing, and an event that
/// got lost is made up for by the next call.
package enum Convergence {
    /// How long an answer of the Analyzer or Responder may take before it is asked again.
    static let answerTimeout = PolicyDuration.minutes(1)

    /// How long what became of a container that is gone stays to be read.
    static let epilogue = PolicyDuration.minutes(10)

    package static func advance(_ input: ReconcileInput) -> ReconcileDecision {
        // It went on with the container that took this one's place, and is decided under that one's key.
        if let moved = input.episode, moved.key != input.key { return ReconcileDecision(episode: moved) }
        if let open = input.episode, open.phase == .remediating { return remediating(open, input) }
        guard let container = input.container else { return gone(input) }
        // Nothing opens, fires or ends for want of policies that were not read yet.
        guard input.policiesKnown else { return ReconcileDecision(episode: input.episode) }
        var episode = input.episode
        if let open = episode, !open.phase.isFinal, let end = foreignEnd(of: open, input) {
            return end
        }
        if episode?.phase.isFinal != false {
            guard let opened = open(container, input) else {
                return ReconcileDecision(episode: input.episode, requeueAt: idleWake(input))
            }
            episode = opened
        }
        guard var episode else { return ReconcileDecision(episode: nil) }
        return proceed(&episode, container, input)
    }

    private static func gone(_ input: ReconcileInput) -> ReconcileDecision {
        guard var episode = input.episode else { return ReconcileDecision(episode: nil) }
        if !episode.phase.isFinal {
            let fired = episode.records.filter(\.hasFired)
            guard !fired.isEmpty else { return ReconcileDecision(episode: nil) }
            if fired.allSatisfy(\.isMetByAbsence) {
                episode.enter(.resolved, at: input.now, message: "the container is gone, as the policy wants")
            } else {
                episode.enter(.superseded, at: input.now, reason: "ContainerGone", message: "the container was removed")
            }
        }
        // There is no container to show it any more: the record does, for a while, and then goes, too.
        guard let end = episode.closedAt.map({ $0 + epilogue }), input.now < end else {
            return ReconcileDecision(episode: nil)
        }
        return ReconcileDecision(episode: episode, requeueAt: end)
    }

    /// What others did that ends an episode: a new run after an escalation, or no policy left that minds.
    private static func foreignEnd(of episode: Episode, _ input: ReconcileInput) -> ReconcileDecision? {
        guard let container = input.container else { return nil }
        var ended = episode
        if episode.phase == .escalated, container.isFresh, let startedAt = episode.foreignStart(of: container),
            startedAt != episode.startedAt
        {
            ended.enter(.superseded, at: input.now, reason: "StartedAgain", message: "it was started again by others")
            return ReconcileDecision(episode: ended, requeueAt: input.now)
        }
        let fired = episode.records.filter(\.hasFired)
        guard !fired.isEmpty, fired.allSatisfy({ input.evaluated(for: $0) == nil }) else { return nil }
        ended.enter(.superseded, at: input.now, reason: "PolicyChanged", message: "no policy minds any more")
        return ReconcileDecision(episode: ended, requeueAt: input.now)
    }

    private static func open(_ container: ContainerObservation, _ input: ReconcileInput) -> Episode? {
        guard input.evaluated.contains(where: { $0.measurement != nil }) else { return nil }
        let id = "\(input.key.host)/\(input.key.id.prefix(12))/\(input.now.microseconds)"
        var episode = Episode(id: id, container: container, openedAt: input.now, records: [])
        episode.revision = input.episode?.revision ?? 0
        episode.remember(input.episode, at: input.now)
        episode.enter(.pending, at: input.now, message: "divergent")
        return episode
    }

    private static func proceed(
        _ episode: inout Episode,
        _ container: ContainerObservation,
        _ input: ReconcileInput
    ) -> ReconcileDecision {
        if container.isFresh { episode.startedAt = container.startedAt }
        episode.rememberEscalation(input)
        episode.updateRecords(input)
        let (fired, nextDue) = episode.fireDueRecords(input)
        let isMet = episode.updateMetSince(input)
        if episode.noteDeeds(of: container, input), !isMet { episode.standBack(container, input) }
        var effects: [ReconcileDecision.Effect] = []
        if isMet, let stable = episode.stableAt(input), input.now >= stable {
            episode.resolve(at: input.now)
            // Another divergence may be on its way, or hidden by a grace: it opens the next episode.
            let isAll = !episode.records.contains { !$0.hasFired }
            return ReconcileDecision(episode: episode, requeueAt: isAll ? idleWake(input) : input.now)
        }
        switch episode.phase {
        case .pending:
            if episode.records.isEmpty { return ReconcileDecision(episode: nil, requeueAt: idleWake(input)) }
            if fired { effects = episode.fire(input) }
        case .verifying:
            effects = episode.verify(container, isMet: isMet, input)
        case .firing, .diagnosed, .held, .awaitingApproval, .falseAlarm, .escalated:
            effects = episode.wait(isMet: isMet, input)
        case .remediating, .resolved, .superseded:
            break
        }
        let times = [nextDue, isMet ? episode.stableAt(input) : nil, episode.ownWake(input), wake(input)]
        // What is due and was not acted upon waits for a change, not for time: being called again at once would be a spin.
        let next = times.compactMap { $0 }.filter { $0 > input.now }.min()
        return ReconcileDecision(episode: episode, effects: effects, requeueAt: next)
    }

    /// While an intent is open only the Responder speaks; it is asked again when its answer is overdue.
    private static func remediating(_ episode: Episode, _ input: ReconcileInput) -> ReconcileDecision {
        guard let intent = episode.openIntent else { return ReconcileDecision(episode: episode) }
        let overdue = max(intent.deadline, (episode.handedAt ?? intent.writtenAt) + answerTimeout)
        guard input.now >= overdue else { return ReconcileDecision(episode: episode, requeueAt: overdue) }
        var episode = episode
        episode.handedAt = input.now
        return ReconcileDecision(
            episode: episode,
            effects: [.askResponder],
            requeueAt: input.now + answerTimeout
        )
    }

    /// When a check's answer changes by time alone.
    private static func wake(_ input: ReconcileInput) -> Timestamp? {
        input.evaluated.compactMap(\.result.wakeAt).min()
    }

    /// The same with no episode open: that something met becomes unknown then interests nobody.
    private static func idleWake(_ input: ReconcileInput) -> Timestamp? {
        input.evaluated.filter { !$0.isMet }.compactMap(\.result.wakeAt).min()
    }
}
