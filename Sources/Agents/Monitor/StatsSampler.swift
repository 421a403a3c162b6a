import DockerEngine
import HemoStatCore
import Logging
import Synchronization

/// Reads metrics: a stream for every container that some policy measures, a reading now and then of all others.
final class StatsSampler: Sendable {
    private let link: HostLink
    /// Puts the key of a measured container on the work queue at each reading.
    private let enqueue: @Sendable (ContainerKey) -> Void
    private let streaming = Mutex<[String: AsyncStream<Never>.Continuation]>([:])
    private let requests: AsyncStream<String>
    private let requested: AsyncStream<String>.Continuation

    /// How often containers that no policy measures are read.
    private static let sweepEvery = Duration.seconds(30)
    /// Docker 20.10 takes up to two seconds a reading: many at once, not one after another.
    private static let sweepWidth = 16
    private static let retryAfter = Duration.seconds(2)

    init(link: HostLink, enqueue: @escaping @Sendable (ContainerKey) -> Void) {
        self.link = link
        self.enqueue = enqueue
        (requests, requested) = AsyncStream.makeStream(of: String.self)
    }

    /// Says whether a container's metrics are wanted as a stream from now on.
    func want(_ id: String, _ isWanted: Bool) {
        if isWanted {
            let isNew = streaming.withLock { $0[id] == nil }
            if isNew { requested.yield(id) }
        } else {
            streaming.withLock { $0.removeValue(forKey: id) }?.finish()
        }
    }

    /// Samples until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.sweep() }
            for await id in requests {
                let (stop, stopper) = AsyncStream.makeStream(of: Never.self)
                let isNew = streaming.withLock { streaming in
                    guard streaming[id] == nil else { return false }
                    streaming[id] = stopper
                    return true
                }
                guard isNew else { continue }
                group.addTask { await self.follow(id, until: stop) }
            }
            group.cancelAll()
        }
        streaming.withLock { $0 = [:] }
    }

    /// Follows one container's stream until it is not wanted any more.
    private func follow(_ id: String, until stop: AsyncStream<Never>) async {
        await withTaskGroup { group in
            group.addTask { for await _ in stop {} }
            group.addTask {
                while !Task.isCancelled {
                    do {
                        for try await stats in try await self.link.docker.stats(id) { self.take(stats, of: id) }
                    } catch {
                        self.link.logger.debug("stats stream ended", metadata: .init([.error: "\(error)"]))
                    }
                    try? await self.link.clock.sleep(for: Self.retryAfter)
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func take(_ stats: ContainerStats, of id: String) {
        guard let sample = stats.sample(now: link.now()), link.inventory.put(sample, of: id) else { return }
        enqueue(ContainerKey(host: link.host, id: id))
    }

    private func sweep() async {
        while !Task.isCancelled {
            if link.inventory.isLive { await readOthers() }
            try? await link.clock.sleep(for: Self.sweepEvery)
        }
    }

    private func readOthers() async {
        let followed = streaming.withLock { Set($0.keys) }
        let others = link.inventory.all.filter { $0.status == .running && !followed.contains($0.key.id) }
        await withTaskGroup { group in
            var waiting = others.map(\.key.id)[...]
            for _ in 0..<Self.sweepWidth {
                guard let id = waiting.popFirst() else { break }
                group.addTask { await self.read(id) }
            }
            while await group.next() != nil, let id = waiting.popFirst() {
                group.addTask { await self.read(id) }
            }
        }
    }

    private func read(_ id: String) async {
        guard let stats = try? await link.docker.statsOnce(id), let sample = stats.sample(now: link.now()) else {
            return
        }
        _ = link.inventory.put(sample, of: id)
    }
}
