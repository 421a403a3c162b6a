import HemoStatCore
import Logging
import ServiceLifecycle
import SharedState
import Synchronization

/// Acts, under strict safety: gates, then an intent written ahead, then one call to Docker, then its outcome.
///
/// Runs under the lease of its host; entries of the stream are about any of the host's containers, several at a time.
final class ContainerResponder: Sendable {
    let link: HostLink
    let calls: MutatingCalls
    let directory: HostDirectory
    private let modeCap: RemediationMode
    let writer: EpisodeWriter
    let consumer: StreamConsumer
    /// Containers somebody here is at work on.
    private let atWork = Mutex<Set<ContainerKey>>([])
    /// Our intents, by id, that Redis has or may have, and that Docker was surely not asked for.
    let unsent = Mutex<Set<String>>([])

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
        // The host does not answer, or what people want of it is not known yet: the entry stays, and is handed out again.
        guard link.inventory.isLive, link.catalog.isLoaded, link.book.isLoaded else { return .done }
        let input = link.view(request.key, link.inventory.container(request.key.id), read)
        guard case .step(let step) = Ladder.plan(read, input.resolved) else {
            try await consumer.acknowledge(entry.id)
            return .done
        }
        let history = try await EpisodeStore(redis: link.redis).history(of: read)
        let lease = link.lease()
        let host = link.picture()
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
                zones: link.catalog.zones,
                holds: link.catalog.holds,
                host: host,
                approval: link.book.approval(of: read.id),
                now: input.now
            )
        )
        let judgement = Judgement(read: read, step: step, input: input, verdict: verdict, history: history, host: host)
        guard verdict.isAllowed, let lease else { return try await hold(judgement, entry) }
        return try await act(judgement, lease, entry)
    }
}
