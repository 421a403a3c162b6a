package import HemoStatCore
package import Logging
import ServiceLifecycle
package import SharedState

/// Finds the cause of divergences and tells real trouble from false alarms.
///
/// Any replica's Analyzer takes any host's.
package struct HealthAnalyzer: Service {
    private let redis: RedisClient
    private let consumer: StreamConsumer
    private let catalog: PolicyCatalog
    private let directory: HostDirectory
    private let writer: EpisodeWriter
    private let history: AlertHistory
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    package init(
        redis: RedisClient,
        identity: String,
        catalog: PolicyCatalog,
        directory: HostDirectory,
        history: AlertHistory,
        now: @escaping @Sendable () -> Timestamp,
        logger: Logger
    ) {
        self.redis = redis
        self.catalog = catalog
        self.directory = directory
        self.history = history
        self.now = now
        self.logger = logger
        writer = EpisodeWriter(redis: redis, agent: "analyzer", now: now)
        var options = StreamConsumerOptions()
        // Rules answer at once; what a connection that just died was handed must not wait.
        options.claimIdle = .seconds(5)
        options.retryMaximum = .seconds(10)
        options.deadAfter = 100
        consumer = StreamConsumer(
            redis,
            stream: RedisKeys.stream(.healthAlert),
            group: "analyzer",
            consumer: identity,
            options: options
        )
    }

    package func run() async {
        await cancelWhenGracefulShutdown { await consumer.run { await handle($0) } }
    }

    private func handle(_ entry: StreamEntry) async {
        do {
            guard let request = HandOver(entry) else {
                logger.warning("stream entry is not ours", metadata: .init([.stream: "\(entry.stream)"]))
                return try await consumer.acknowledge(entry.id)
            }
            while try await analyze(request, entry) == .conflict {}
        } catch {
            logger.warning("analysis failed, it is tried again", metadata: .init([.error: "\(error)"]))
        }
    }

    private func analyze(_ request: HandOver, _ entry: StreamEntry) async throws -> GuardedWrite.Result {
        let read = try await EpisodeStore(redis: redis).load(request.key)
        // What is known here is news only while we lead the host: a leader that was frozen remembers the world before.
        let local = directory.link(request.key.host).flatMap { $0.lease() == nil ? nil : $0.inventory }
        let current = local.flatMap { $0.isLive ? $0.container(request.key.id) : nil }
        guard let read, read.id == request.episode, read.phase == .firing,
            let container = current ?? request.observation
        else {
            // Answered before, overtaken by events, or not readable: the reconciler asks again where it matters.
            if let read { directory.saw(read) }
            try await consumer.acknowledge(entry.id)
            return .done
        }
        let input = view(request.key, container, read)
        let diagnosis = RuleBook.diagnose(
            AnalysisInput(
                episode: read,
                container: container,
                evaluated: input.evaluated,
                mode: input.analysisMode,
                now: input.now
            )
        )
        return try await conclude(diagnosis, input, read, entry)
    }

    private func view(_ key: ContainerKey, _ container: ContainerObservation, _ episode: Episode) -> ReconcileInput {
        let now = now()
        let resolved = catalog.resolve(container)
        return ReconcileInput(
            key: key,
            container: container,
            resolved: resolved,
            evaluated: Evaluator.evaluate(resolved, CheckInput(container: container, now: now)),
            episode: episode,
            now: now,
            orders: catalog.orders(on: container, now: now)
        )
    }

    private func conclude(
        _ diagnosis: Diagnosis,
        _ input: ReconcileInput,
        _ read: Episode,
        _ entry: StreamEntry
    ) async throws -> GuardedWrite.Result {
        var episode = read
        let step = episode.accept(diagnosis, input)
        var change = EpisodeWriter.Change(key: input.key, read: read, episode: episode)
        let epoch = directory.link(input.key.host)?.lease()?.epoch ?? 0
        if let step {
            try writer.publish(
                RemediationNeeded(episode, diagnosis, step, sample: input.container?.sample, epoch: epoch),
                type: RemediationNeeded.eventType,
                on: .remediationNeeded,
                stream: RedisKeys.responderStream(host: input.key.host),
                handOver: HandOver(episode),
                in: &change.commands
            )
        } else if diagnosis.verdict == .falseAlarm {
            try writer.publish(
                FalseAlarm(episode, diagnosis, epoch: epoch),
                type: FalseAlarm.eventType,
                on: .falseAlarm,
                stream: RedisKeys.stream(.falseAlarm),
                handOver: HandOver(episode),
                in: &change.commands
            )
        }
        change.commands.add("XACK", entry.stream, "analyzer", entry.id)
        let result = try await writer.write(change)
        if result == .done {
            consumer.settled(entry.id)
            log(diagnosis, episode)
            directory.wake(input.key, wrote: episode, after: read)
            try? await history.add(episode, entry)
        }
        return result
    }

    private func log(_ diagnosis: Diagnosis, _ episode: Episode) {
        logger.info(
            "diagnosed",
            metadata: .init([
                .container: "\(episode.containerName)", .cause: "\(diagnosis.cause)", .reason: "\(diagnosis.rule)",
                .confidence: "\(diagnosis.confidence)", .phase: "\(episode.phase.rawValue)",
            ])
        )
    }
}
