import HemoStatCore
import Logging
import SharedState
import Synchronization

// From an allowed verdict to the outcome: the intent written ahead, one call, what became of it.

extension ContainerResponder {
    /// Writes the intent ahead, acts, and writes the outcome.
    func act(
        _ read: Episode,
        _ verdict: Verdict,
        _ step: PlannedStep,
        _ input: ReconcileInput,
        _ lease: HeldLease,
        _ entry: StreamEntry
    ) async throws -> GuardedWrite.Result {
        let intent = Intent(
            id: "\(read.id)/\(read.intents.count + 1)",
            policy: step.policy.name,
            policyGeneration: step.policy.metadata.generation ?? 0,
            step: step.index,
            action: step.action,
            containerID: read.containerID,
            startedAt: input.container?.startedAt,
            epoch: lease.epoch,
            writtenAt: input.now
        )
        var episode = read
        episode.begin(intent, verdict, attemptsKey: step.attemptsKey)
        var change = EpisodeWriter.Change(key: read.key, read: read, episode: episode, lease: lease.asGuard)
        change.intent = guardFor(intent, step, episode)
        unsent.withLock { _ = $0.insert(intent.id) }
        let result = try await writer.write(change)
        guard result == .done else {
            // The ledger says no to what the gates allowed: it was read a moment too early. Judged again on redelivery.
            unsent.withLock { _ = $0.remove(intent.id) }
            link.logger.info(
                "intent refused",
                metadata: .init([.reason: "\(result.rawValue)", .episode: "\(read.id)"])
            )
            return result
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
        let action = DockerAction(
            link: link,
            intent: intent,
            status: input.container?.status ?? .unknown,
            health: read.openRecords.contains { $0.check == "health" } ? input.container?.health : nil
        )
        guard let outcome = await calls.perform({ await action.perform() }) ?? nil else { return .fenced }
        unsent.withLock { _ = $0.remove(intent.id) }
        if outcome == .unknown {
            // It may be on its way still: open until Docker shows it or its time is over.
            link.logger.warning("docker did not answer", metadata: .init([.episode: "\(read.id)"]))
            return .done
        }
        await record(outcome, of: episode, entry)
        return .done
    }

    private func guardFor(_ intent: Intent, _ step: PlannedStep, _ episode: Episode) -> GuardedWrite.IntentGuard {
        let remediation = step.policy.spec.remediation
        return GuardedWrite.IntentGuard(
            host: episode.host,
            ledgerKey: episode.ledgerKey,
            id: intent.id,
            now: intent.writtenAt.microseconds,
            budgetActions: remediation.budget.actions,
            budgetWindowStart: (intent.writtenAt - remediation.budget.within).microseconds,
            cooldownThreshold: episode.intents.count > 1
                ? nil : (intent.writtenAt - remediation.cooldown).microseconds,
            openMilliseconds: 2 * intent.deadline.elapsed(since: intent.writtenAt).milliseconds
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
        let outcome = isUnsent(intent) ? Self.neverSent : try await IntentSettler(link: link).settle(intent)
        guard let outcome else { return .done }
        let result = try await write(outcome, of: read, entry)
        if result == .done { unsent.withLock { _ = $0.remove(intent.id) } }
        return result
    }

    private static let neverSent = Intent.Outcome.notDone("it was never sent")

    private func isUnsent(_ intent: Intent) -> Bool {
        link.lease()?.epoch == intent.epoch && unsent.withLock { $0.contains(intent.id) }
    }

    /// An outcome is known only here: it is written as soon as Redis takes it, or left to a successor to find out.
    private func record(_ outcome: Intent.Outcome, of episode: Episode, _ entry: StreamEntry) async {
        var pause = Duration.milliseconds(100)
        // Stopping waits for what Redis makes of it, but not for Redis to come back.
        var patience = 3
        while link.lease()?.epoch == episode.openIntent?.epoch, patience > 0 {
            do {
                let result = try await write(outcome, of: episode, entry)
                if result != .conflict { return }
                // Our own write may have arrived although its answer did not.
                let stored = try await EpisodeStore(redis: link.redis).load(episode.key)
                guard stored?.openIntent?.id == episode.openIntent?.id, let stored else {
                    if let stored { directory.saw(stored) }
                    return
                }
                if try await write(outcome, of: stored, entry) != .conflict { return }
            } catch {
                link.logger.warning("outcome not written yet", metadata: .init([.error: "\(error)"]))
            }
            if (try? await link.clock.sleep(for: pause)) == nil { patience -= 1 }
            pause = min(pause * 2, .seconds(2))
        }
    }

    private func write(
        _ outcome: Intent.Outcome,
        of read: Episode,
        _ entry: StreamEntry
    ) async throws -> GuardedWrite.Result {
        guard let lease = link.lease(), let intent = read.openIntent else { return .fenced }
        var episode = read
        episode.settle(outcome, at: link.now())
        var change = EpisodeWriter.Change(key: read.key, read: read, episode: episode, lease: lease.asGuard)
        change.commands.add("DEL", RedisKeys.openIntent(host: episode.host, key: episode.ledgerKey))
        let event = RemediationComplete(
            episode,
            action: intent.action.keyword,
            policy: intent.policy,
            result: RemediationComplete.Result(outcome),
            dryRun: false,
            epoch: lease.epoch
        )
        try add(event, episode, to: &change.commands, audit: RedisKeys.audit(episode.publicName))
        let history = RemediationHistory(event, episode, at: link.now())
        let key = RedisKeys.state("remediation_history:\(episode.publicName)")
        change.commands.add("SET", key, try StateJSON.encode(history), "EX", RemediationHistory.seconds)
        return try await conclude(change, episode, read, entry)
    }
}
