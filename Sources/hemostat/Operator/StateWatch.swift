import Agents
import HemoStatCore
import Logging
import ServiceLifecycle
import SharedState

/// Keeps shared time and the policies in force fresh, and has everything looked at again when Redis comes back.
struct StateWatch: Service {
    let redis: RedisClient
    let shared: SharedClock
    let catalog: PolicyCatalog
    let directory: HostDirectory
    /// The directory policies come from, which has to be read once before they are all known; nil without one.
    let source: String?
    let logger: Logger
    var clock: any Clock<Duration> = ContinuousClock()

    /// Other replicas may apply policies too.
    private static let interval = Duration.seconds(1)
    /// In intervals: shared time is read anew, and so is everything, however unlikely it is that a change got lost.
    private static let fullEvery = 5
    private static let trimEvery = Duration.seconds(60)

    func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await follow() }
                group.addTask {
                    var version: Int64?
                    var round = 0
                    while !Task.isCancelled {
                        // Asked before: what changes while it is read is read again.
                        let current = try? await ResourceStore(redis: redis).version()
                        if current == nil || current != version || round.isMultiple(of: Self.fullEvery) {
                            await reload()
                            version = current
                        }
                        round += 1
                        try? await clock.sleep(for: Self.interval)
                    }
                }
                group.addTask { await trim() }
            }
        }
    }

    /// Reads the policies in force; what changed is reconsidered at once.
    func reload() async {
        do {
            try await shared.synchronise(with: redis)
            let store = ResourceStore(redis: redis)
            // Asked first: what it says is known of must be among the policies read after.
            let status = try await store.source()
            let desired = try await store.desired()
            let unreadable = desired.unreadable + desired.unreadableHolds
            if unreadable > 0 {
                logger.error("resources of another version not read", metadata: .init([.error: "\(unreadable)"]))
            }
            let isComplete = desired.unreadable == 0 && isRead(status)
            if catalog.update(desired, isComplete: isComplete) { directory.wakeAll() }
        } catch {
            logger.debug("policies not read", metadata: .init([.error: "\(error)"]))
        }
    }

    /// Whether all of our directory is in force: a refused document may be about what the built-in policy would bind.
    private func isRead(_ status: PolicySourceStatus?) -> Bool {
        guard let source else { return true }
        return status.map { $0.path == source && !$0.problems.contains { $0.severity == .error } } ?? false
    }

    /// Drops what every reader has done with from the streams.
    private func trim() async {
        while !Task.isCancelled {
            do {
                let hosts = try await HostRecords(redis: redis).all().map(\.name)
                try await StreamTrimmer(redis: redis).trim(hosts: hosts, now: shared.now)
            } catch {
                logger.debug("streams not trimmed", metadata: .init([.error: "\(error)"]))
            }
            try? await clock.sleep(for: Self.trimEvery)
        }
    }

    private func follow() async {
        var wasConnected = true
        for await state in redis.states {
            if state.isConnected != wasConnected {
                logger.log(
                    level: state.isConnected ? .notice : .error,
                    state.isConnected ? "redis is back" : "redis lost, remediation stops"
                )
            }
            wasConnected = state.isConnected
            guard state.isConnected else { continue }
            await reload()
            try? await directory.refresh()
        }
    }
}
