import HemoStatCore
import Logging
import ReconcilerKit
import SharedState

/// Observes one host and reconciles its containers, while the host's lease is held.
struct ContainerMonitor: Sendable {
    let link: HostLink
    let directory: HostDirectory
    /// `AGENT_POLL_INTERVAL`: between two re-lists.
    let resyncEvery: Duration

    /// Containers reconciled at a time; each waits for Docker or Redis most of its time.
    private static let workers = 8

    /// Runs until cancelled.
    func run() async {
        let episodes = EpisodeCache()
        guard await load(into: episodes) else { return }
        let queue = WorkQueue<ContainerKey>(name: "containers")
        let enqueue: @Sendable (ContainerKey) -> Void = { queue.add($0) }
        let sampler = StatsSampler(link: link, enqueue: enqueue)
        let projection = HostProjection(link: link)
        let reconciler = PolicyReconciler(
            link: link,
            episodes: episodes,
            sampler: sampler,
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
        directory.lead(link, episodes: episodes, enqueue: enqueue)
        await withDiscardingTaskGroup { group in
            group.addTask { await controller.run() }
            group.addTask { await sampler.run() }
            group.addTask { await observer.run() }
            group.addTask { await projection.run() }
        }
        directory.leave(link.host)
    }

    /// What was open when the predecessor stopped; nothing is decided before it is known.
    private func load(into episodes: EpisodeCache) async -> Bool {
        while !Task.isCancelled {
            do {
                episodes.replace(with: try await EpisodeStore(redis: link.redis).loadAll(host: link.host))
                return true
            } catch {
                link.logger.warning("episodes not read yet", metadata: .init([.error: "\(error)"]))
                try? await link.clock.sleep(for: .milliseconds(500))
            }
        }
        return false
    }
}
