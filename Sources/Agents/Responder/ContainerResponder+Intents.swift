import HemoStatCore
import Logging
import SharedState
import Synchronization

// From an allowed verdict to the outcome: the intent written ahead, one call, what became of it.

extension ContainerResponder {
    /// Writes the intent ahead, acts, and writes the outcome.
    func act(_ judgement: Judgement, _ lease: HeldLease, _ entry: StreamEntry) async throws -> GuardedWrite.Result {
        let (read, step) = (judgement.read, judgement.step)
        guard let target = judgement.input.container else { return .fenced }
        let intent = intent(judgement, on: target, lease)
        var episode = read
        episode.begin(intent, judgement.verdict, attemptsKey: step.attemptsKey)
        episode.disruptionGroup = disruption(judgement)?.group
        var change = EpisodeWriter.Change(key: read.key, read: read, episode: episode, lease: lease.asGuard)
        change.intent = guardFor(intent, judgement, episode)
        try add(CircuitBreakerState(judgement), episode, to: &change.commands)
        unsent.withLock { _ = $0.insert(intent.id) }
        change.memory = step.policy.spec.remediation.memory
        let intended = record(episode, action: intent.action, outcome: "intended", message: nil, intent: intent)
        // Unless a replica of Redis has it, too, a failover may forget it: nothing is done upon it then.
        let result = try await commit(change, intended, of: .actions, isAcknowledged: true)
        guard result == .done else {
            // The ledger says no to what the gates allowed: it was read a moment too early. Judged again on redelivery.
            unsent.withLock { _ = $0.remove(intent.id) }
            link.logger.info(
                "intent refused",
                metadata: .init([.reason: "\(result.rawValue)", .episode: "\(read.id)"])
            )
            guard let denial = Self.denial(result, at: judgement.input.now) else { return result }
            return try await hold(judgement.denied(by: denial), entry)
        }
        episode.revision = read.revision + 1
        directory.wake(read.key, wrote: episode, after: read)
        link.logger.notice(
            "acting",
            metadata: .init([
                .action: "\(intent.action.keyword)", .container: "\(read.containerName)", .episode: "\(read.id)",
                .policy: "\(intent.policy)",
            ])
        )
        let mindsHealth = read.openRecords.contains { $0.check == "health" }
        let action = DockerAction(link: link, intent: intent, target: target, mindsHealth: mindsHealth)
        guard let report = await calls.perform({ await action.perform() }) ?? nil else { return .fenced }
        unsent.withLock { _ = $0.remove(intent.id) }
        if report.outcome == .unknown {
            // It may be on its way still: open until Docker shows it or its time is over.
            link.logger.warning("docker did not answer", metadata: .init([.episode: "\(read.id)"]))
            return .done
        }
        await record(report, of: episode, entry)
        return .done
    }

    private func intent(_ judgement: Judgement, on target: ContainerObservation, _ lease: HeldLease) -> Intent {
        let (read, step) = (judgement.read, judgement.step)
        return Intent(
            id: "\(read.id)/\(read.intents.count + 1)",
            policy: step.policy.name,
            policyGeneration: step.policy.metadata.generation ?? 0,
            step: step.index,
            action: step.action,
            containerID: read.containerID,
            startedAt: target.startedAt,
            epoch: lease.epoch,
            writtenAt: judgement.input.now
        )
    }

    /// What the ledger knows and a gate cannot: remediations of the same group on other hosts.
    private static func denial(_ result: GuardedWrite.Result, at now: Timestamp) -> GateResult? {
        guard result == .disruption else { return nil }
        let message = "enough of its group are being healed, on other hosts, too"
        return .deny(.disruptionBudget, message, nextEligible: now + .seconds(5))
    }

    /// The action's place among those of its group; nil for one that takes nothing out of service.
    private func disruption(_ judgement: Judgement) -> GuardedWrite.DisruptionGuard? {
        let (read, remediation) = (judgement.read, judgement.step.policy.spec.remediation)
        guard judgement.step.action.disrupts, let target = judgement.input.container else { return nil }
        let group = DisruptionGroup(of: target, groupBy: remediation.disruption.groupBy)
        return GuardedWrite.DisruptionGuard(
            group: group.name,
            member: "\(read.host)/\(read.containerID)",
            maximum: DisruptionGroup.maximum(remediation.disruption, for: target, in: judgement.host),
            until: (judgement.input.now + Self.longestProof).microseconds
        )
    }

    /// A proof's clock may stand still while the container starts; what takes longer than a day got lost.
    private static let longestProof = PolicyDuration.hours(24)

    private func guardFor(_ intent: Intent, _ judgement: Judgement, _ episode: Episode) -> GuardedWrite.IntentGuard {
        let remediation = judgement.step.policy.spec.remediation
        let breaker = remediation.circuitBreaker
        let written = intent.writtenAt
        return GuardedWrite.IntentGuard(
            host: episode.host,
            ledgerKey: episode.ledgerKey,
            id: intent.id,
            now: written.microseconds,
            budgetActions: remediation.budget.actions,
            budgetWindowStart: (written - remediation.budget.within).microseconds,
            cooldownThreshold: CooldownGate.isFirstAction(of: judgement.read)
                ? (written - remediation.cooldown).microseconds : nil,
            openMilliseconds: 2 * intent.deadline.elapsed(since: written).milliseconds,
            breaker: GuardedWrite.BreakerGuard(
                failures: breaker.failures,
                windowStart: (written - breaker.within).microseconds,
                halfOpenThreshold: (written - breaker.halfOpenAfter).microseconds
            ),
            disruption: disruption(judgement),
            ledgerMilliseconds: remediation.memory.milliseconds
        )
    }

    /// An intent is open and nobody here is at work on it: a predecessor's, or one of ours without an answer of Redis or Docker.
    ///
    /// Found out, or left until it can be.
    func settle(_ read: Episode, _ entry: StreamEntry) async throws -> GuardedWrite.Result {
        guard let intent = read.openIntent else {
            try await consumer.acknowledge(entry.id)
            return .done
        }
        let report =
            isUnsent(intent)
            ? Self.neverSent : try await IntentSettler(link: link, calls: calls).settle(intent, of: read)
        guard let report else { return .done }
        let result = try await write(report, of: read, entry)
        if result == .done { unsent.withLock { _ = $0.remove(intent.id) } }
        return result
    }

    private static let neverSent = ActionReport(.notDone("it was never sent"))

    private func isUnsent(_ intent: Intent) -> Bool {
        link.lease()?.epoch == intent.epoch && unsent.withLock { $0.contains(intent.id) }
    }

    /// An outcome is known only here: it is written as soon as Redis takes it, or left to a successor to find out.
    private func record(_ report: ActionReport, of episode: Episode, _ entry: StreamEntry) async {
        var pause = Duration.milliseconds(100)
        // Stopping waits for what Redis makes of it, but not for Redis to come back.
        var patience = 3
        while link.lease()?.epoch == episode.openIntent?.epoch, patience > 0 {
            do {
                let result = try await write(report, of: episode, entry)
                if result != .conflict { return }
                // Our own write may have arrived although its answer did not.
                let stored = try await EpisodeStore(redis: link.redis).load(episode.key)
                guard stored?.openIntent?.id == episode.openIntent?.id, let stored else {
                    if let stored { directory.saw(stored) }
                    return
                }
                if try await write(report, of: stored, entry) != .conflict { return }
            } catch {
                link.logger.warning("outcome not written yet", metadata: .init([.error: "\(error)"]))
            }
            if (try? await link.clock.sleep(for: pause)) == nil { patience -= 1 }
            pause = min(pause * 2, .seconds(2))
        }
    }

    private func write(
        _ report: ActionReport,
        of read: Episode,
        _ entry: StreamEntry
    ) async throws -> GuardedWrite.Result {
        guard let lease = link.lease(), let intent = read.openIntent else { return .fenced }
        var episode = read
        episode.settle(report, at: link.now())
        var change = EpisodeWriter.Change(key: read.key, read: read, episode: episode, lease: lease.asGuard)
        change.commands.add("DEL", RedisKeys.openIntent(host: episode.host, key: episode.ledgerKey))
        let event = RemediationComplete(
            episode,
            action: intent.action.keyword,
            policy: intent.policy,
            result: RemediationComplete.Result(report),
            dryRun: false,
            epoch: lease.epoch
        )
        try add(event, episode, to: &change.commands, audit: RedisKeys.audit(episode.publicName))
        let history = RemediationHistory(event, episode, at: link.now())
        let key = RedisKeys.state("remediation_history:\(episode.publicName)")
        change.commands.add("SET", key, try StateJSON.encode(history), "EX", RemediationHistory.seconds)
        let told = record(
            episode,
            action: intent.action,
            outcome: report.outcome.word,
            message: report.outcome.error ?? report.details,
            intent: intent
        )
        return try await conclude(change, episode, read, entry, telling: told)
    }
}
