import HemoStatCore
import Logging
import ServiceLifecycle
import SharedState
import Synchronization

/// Acts, under strict safety: gates, then an intent written ahead, then one call to Docker, then its outcome.
///
/// Runs under the lease of its host; entries of the stream are about any of the host's containers, several at a time.
final class ContainerResponder: Sendable {
    private let link: HostLink
    private let calls: MutatingCalls
    private let directory: HostDirectory
    private let modeCap: RemediationMode
    private let writer: EpisodeWriter
    private let consumer: StreamConsumer
    /// Containers somebody here is at work on.
    private let atWork = Mutex<Set<ContainerKey>>([])
    /// Our intents, by id, that Redis has or may have, and that Docker was surely not asked for.
    private let unsent = Mutex<Set<String>>([])

    static let group = "responder"

    init(link: HostLink, calls: MutatingCalls, directory: HostDirectory, modeCap: RemediationMode) {
        self.link = link
        self.calls = calls
        self.directory = directory
        self.modeCap = modeCap
        writer = EpisodeWriter(redis: link.redis, agent: "responder", now: link.now)
        var options = StreamConsumerOptions()
        options.claimIdle = nil
        options.retryMaximum = .seconds(5)
        // One name for all replicas: only the lease's holder reads, and finds what its predecessor left pending.
        consumer = StreamConsumer(
            link.redis,
            stream: RedisKeys.responderStream(host: link.host),
            group: Self.group,
            consumer: "holder",
            options: options
        )
    }

    /// Responds until cancelled, and until the last intent in hand has its outcome.
    func run() async {
        await withDiscardingTaskGroup { group in
            await consumer.run { entry in
                guard let request = HandOver(entry), request.key.host == self.link.host else {
                    try? await self.consumer.acknowledge(entry.id)
                    return
                }
                guard self.atWork.withLock({ $0.insert(request.key).inserted }) else { return }
                group.addTask {
                    await self.respond(to: request, entry)
                    self.atWork.withLock { _ = $0.remove(request.key) }
                }
            }
        }
    }

    private func respond(to request: HandOver, _ entry: StreamEntry) async {
        do {
            while try await judge(request, entry) == .conflict {}
        } catch {
            link.logger.warning("responding failed, it is tried again", metadata: .init([.error: "\(error)"]))
        }
    }

    /// Reads everything once, lets the gates judge, and holds or acts.
    private func judge(_ request: HandOver, _ entry: StreamEntry) async throws -> GuardedWrite.Result {
        guard let read = try await EpisodeStore(redis: link.redis).load(request.key), read.id == request.episode else {
            try await consumer.acknowledge(entry.id)
            return .done
        }
        switch read.phase {
        case .remediating:
            return try await settle(read, entry)
        case .diagnosed, .held, .awaitingApproval:
            break
        default:
            directory.saw(read)
            try await consumer.acknowledge(entry.id)
            return .done
        }
        // The host does not answer: the entry stays, and is handed out again until it does.
        guard link.inventory.isLive else { return .done }
        let input = link.view(request.key, link.inventory.container(request.key.id), read)
        guard case .step(let step) = Ladder.plan(read, input.resolved) else {
            try await consumer.acknowledge(entry.id)
            return .done
        }
        let (_, history) = try await EpisodeStore(redis: link.redis).loadWithHistory(read)
        let lease = link.lease()
        let verdict = Gates.judge(
            GateInput(
                episode: read,
                resolved: input.resolved,
                step: step,
                container: input.container,
                evaluated: input.evaluated,
                history: history,
                lease: lease.map { GateInput.LeaseView(epoch: $0.epoch, remaining: $0.remaining) },
                modeCap: modeCap,
                now: input.now
            )
        )
        guard verdict.isAllowed, let lease else { return try await hold(read, verdict, step, input, entry) }
        return try await act(read, verdict, step, input, lease, entry)
    }

    private func hold(
        _ read: Episode,
        _ verdict: Verdict,
        _ step: PlannedStep,
        _ input: ReconcileInput,
        _ entry: StreamEntry
    ) async throws -> GuardedWrite.Result {
        guard let denial = verdict.denial, let lease = link.lease() else { return .fenced }
        var episode = read
        let isNews = episode.hold(verdict, input)
        var change = EpisodeWriter.Change(key: read.key, read: read, episode: episode, lease: lease.asGuard)
        if isNews {
            let event = RemediationComplete(
                episode,
                action: step.action.keyword,
                policy: step.policy.name,
                result: RemediationComplete.Result(denial),
                dryRun: denial.reason == GateName.dryRun.rawValue,
                epoch: lease.epoch
            )
            try add(event, episode, to: &change.commands, audit: RedisKeys.denials(episode.publicName))
        }
        return try await conclude(change, episode, read, entry)
    }

    /// Writes the intent ahead, acts, and writes the outcome.
    private func act(
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
        let action = DockerAction(link: link, intent: intent, status: input.container?.status ?? .unknown)
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
    private func settle(_ read: Episode, _ entry: StreamEntry) async throws -> GuardedWrite.Result {
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
        return try await conclude(change, episode, read, entry)
    }

    private func add(
        _ event: RemediationComplete,
        _ episode: Episode,
        to write: inout GuardedWrite,
        audit: String
    ) throws {
        try writer.publish(
            event,
            type: RemediationComplete.eventType,
            on: .remediationComplete,
            stream: RedisKeys.stream(.remediationComplete),
            handOver: HandOver(episode),
            in: &write
        )
        let sample = link.inventory.container(episode.containerID)?.sample
        write.add("LPUSH", audit, try StateJSON.encode(AuditEntry(event, sample: sample, at: link.now())))
        write.add("LTRIM", audit, 0, 999)
        write.add("EXPIRE", audit, 7 * 86_400)
    }

    private func conclude(
        _ change: EpisodeWriter.Change,
        _ episode: Episode,
        _ read: Episode,
        _ entry: StreamEntry
    ) async throws -> GuardedWrite.Result {
        var change = change
        change.commands.add("XACK", entry.stream, Self.group, entry.id)
        let result = try await writer.write(change)
        if result == .done {
            consumer.settled(entry.id)
            directory.wake(read.key, wrote: episode, after: read)
            link.logger.info(
                "responded",
                metadata: .init([
                    .container: "\(episode.containerName)", .phase: "\(episode.phase.rawValue)",
                    .reason: "\(episode.reason ?? "")", .cause: "\(episode.message)", .episode: "\(episode.id)",
                ])
            )
        }
        return result
    }
}
