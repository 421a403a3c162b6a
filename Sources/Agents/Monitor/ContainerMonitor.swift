import CurlTransport
import HemoStatCore
import Logging
import ReconcilerKit
import SharedState

/// Observes one host and reconciles its containers, while the host's lease is held.
struct ContainerMonitor: Sendable {
    let link: HostLink
    let directory: HostDirectory
    /// Of HTTP and TCP probes.
    let transport: CurlTransport
    /// `AGENT_POLL_INTERVAL`: between two re-lists.
    let resyncEvery: Duration

    /// Containers reconciled at a time; each waits for Docker or Redis most of its time.
    private static let workers = 8

    /// Runs until cancelled.
    func run() async {
        let episodes = link.episodes
        let queue = WorkQueue<ContainerKey>(name: "containers")
        let enqueue: @Sendable (ContainerKey) -> Void = { queue.add($0) }
        // Before anything is read: the Responder may settle an intent of the predecessor meanwhile.
        directory.lead(link, episodes: episodes, enqueue: enqueue)
        link.bell.connect(enqueue)
        defer {
            link.bell.disconnect()
            directory.leave(link.host)
        }
        guard await load(into: episodes) else { return }
        let sampler = StatsSampler(link: link, enqueue: enqueue)
        let attempt = ProbeAttempt(docker: link.docker, transport: transport, isInContainer: link.isInContainer)
        let prober = ProbeRunner(link: link, attempt: attempt, enqueue: enqueue)
        let logs = LogWatcher(link: link, enqueue: enqueue)
        let projection = HostProjection(link: link)
        let reconciler = PolicyReconciler(
            link: link,
            episodes: episodes,
            sampler: sampler,
            prober: prober,
            logs: logs,
            writer: EpisodeWriter(redis: link.redis, agent: "monitor", now: link.now)
        )
        let observer = HostObserver(
            link: link,
            resyncEvery: resyncEvery,
            enqueue: enqueue,
            remembered: { episodes.ids },
            report: { await projection.take($0) }
        )
        let controller = Controller(queue: queue, workers: Self.workers, logger: link.logger) {
            try await reconciler.reconcile($0)
        }
        await withDiscardingTaskGroup { group in
            group.addTask { await controller.run() }
            group.addTask { await sampler.run() }
            group.addTask { await prober.run() }
            group.addTask { await logs.run() }
            group.addTask { await observer.run() }
            group.addTask { await projection.run() }
        }
    }

    /// What was open when the predecessor stopped; nothing is decided before it is known.
    private func load(into episodes: EpisodeCache) async -> Bool {
        while !Task.isCancelled {
            do {
                let before = episodes.all
                episodes.reload(try await EpisodeStore(redis: link.redis).loadAll(host: link.host), insteadOf: before)
                return true
            } catch {
                link.logger.warning("episodes not read yet", metadata: .init([.error: "\(error)"]))
                try? await link.clock.sleep(for: .milliseconds(500))
            }
        }
        return false
    }
}
