// Who else is at work on the container, and against whom.
extension Episode {
    /// Begins with what the episode before on the same container knows: actions of the last hour, and what became of them.
    ///
    /// A recreated container is another one and begins without.
    mutating func remember(_ previous: Episode?, at now: Timestamp) {
        guard let previous, previous.key == key else { return }
        let deeds = previous.deeds.filter { now.elapsed(since: $0.settledAt ?? $0.writtenAt) < Contest.memory }
        earlier = deeds.isEmpty ? nil : Array(deeds.suffix(Self.earlierLimit))
        // It was well in between, or goes on under another meaning: that war is over.
        peaceAt = previous.contest == nil ? previous.peaceAt : now
    }

    private static let earlierLimit = 4

    /// Takes in what others did against the last action.
    ///
    /// - Returns: whether that makes it a tug of war only now.
    mutating func noteDeeds(of container: ContainerObservation, _ input: ReconcileInput) -> Bool {
        guard container.isFresh else { return false }
        if contest != nil {
            watchContest(container, input)
            return false
        }
        noteUndoing(by: container)
        let undone = deeds.filter { deed in
            guard let at = deed.undone?.at else { return false }
            return input.now.elapsed(since: at) < Contest.memory && peaceAt.map { at > $0 } ?? true
        }
        guard undone.count >= Contest.limit, let last = undone.last, let undoing = last.undone else { return false }
        contest = Contest(
            since: input.now,
            lastDeedAt: undoing.at,
            policies: input.resolved.fingerprint,
            message: "\(undone.map(Self.story).joined(separator: "; ")): somebody else is at work on it"
        )
        return true
    }

    private static func story(_ intent: Intent) -> String {
        guard let undone = intent.undone else { return intent.action.keyword }
        let after = undone.at.elapsed(since: intent.settledAt ?? intent.writtenAt)
        return "\(intent.action.keyword) at \(intent.writtenAt), \(undone.deed) by others \(after) later"
    }

    private mutating func noteUndoing(by container: ContainerObservation) {
        if let index = intents.lastIndex(where: \.canBeUndone) {
            let undone = intents[index].undone ?? undoing(of: intents[index], container)
            intents[index].undone = undone
        } else if let index = earlier?.lastIndex(where: \.canBeUndone), let intent = earlier?[index] {
            let undone = intent.undone ?? undoing(of: intent, container)
            earlier?[index].undone = undone
        }
    }

    private func undoing(of intent: Intent, _ container: ContainerObservation) -> Intent.Undoing? {
        guard let settledAt = intent.settledAt else { return nil }
        let stop = container.endEvidence
        var deeds: [Intent.Undoing] = []
        func add(_ instant: Timestamp?, _ deed: String) {
            guard let instant, instant > settledAt, instant.elapsed(since: settledAt) <= Contest.window,
                !isOurs(instant)
            else { return }
            deeds.append(Intent.Undoing(at: instant, deed: deed))
        }
        if intent.action.isStop {
            if container.status == .running { add(container.startedAt, "started again") }
        } else {
            add(stop.earlierRequestedAt, "ended and started again")
            // Asked to end, it may go on nevertheless.
            if container.isDown { add(stop.requestedAt, "stopped") }
            if container.status == .paused { add(stop.pausedAt, "paused") }
        }
        return deeds.min { $0.at < $1.at }
    }

    /// Whether the war is over: under other policies, or with a start by somebody who had kept still for a while.
    private mutating func watchContest(_ container: ContainerObservation, _ input: ReconcileInput) {
        guard var known = contest else { return }
        if known.policies != input.resolved.fingerprint { return makePeace(at: input.now) }
        if let requestedAt = container.endEvidence.requestedAt, requestedAt > known.lastDeedAt, !isOurs(requestedAt) {
            known.lastDeedAt = requestedAt
        }
        if let startedAt = foreignStart(of: container), startedAt > known.lastDeedAt {
            if startedAt.elapsed(since: known.lastDeedAt) >= Contest.window { return makePeace(at: input.now) }
            known.lastDeedAt = startedAt
        }
        contest = known
    }

    mutating func makePeace(at now: Timestamp) { (contest, peaceAt) = (nil, now) }

    /// When the container's run began, where neither HemoStat nor Docker by itself began it.
    func foreignStart(of container: ContainerObservation) -> Timestamp? {
        // A start by anybody but its own restart policy sets Docker's count to zero.
        guard let startedAt = container.startedAt, container.restartCount == 0, !isOurs(startedAt) else { return nil }
        return startedAt
    }
}

extension Intent {
    /// Whether others can do the opposite.
    fileprivate var canBeUndone: Bool {
        guard canHaveHelped else { return false }
        switch action {
        case .start, .restart, .recreate, .unpause, .stop: return true
        case .signal, .exec, .scaleUp, .scaleDown, .cleanup, .updateResources, .none: return false
        }
    }
}

extension RemediationAction {
    fileprivate var isStop: Bool {
        if case .stop = self { true } else { false }
    }
}
