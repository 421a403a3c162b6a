import HemoStatCore
package import SharedState
import Synchronization

/// The hosts this replica leads right now: how an agent that wrote an episode gets its key back on the queue.
package final class HostDirectory: Sendable {
    private struct Leading {
        var link: HostLink
        var episodes: EpisodeCache
        var enqueue: @Sendable (ContainerKey) -> Void
    }

    private let hosts = Mutex<[String: Leading]>([:])

    package init() {}

    func lead(_ link: HostLink, episodes: EpisodeCache, enqueue: @escaping @Sendable (ContainerKey) -> Void) {
        hosts.withLock { $0[link.host] = Leading(link: link, episodes: episodes, enqueue: enqueue) }
    }

    func leave(_ host: String) { hosts.withLock { _ = $0.removeValue(forKey: host) } }

    func link(_ host: String) -> HostLink? { hosts.withLock { $0[host]?.link } }

    /// Hosts led now, with what is known of their containers.
    package var links: [HostLink] { hosts.withLock { $0.values.map(\.link) } }

    /// Reads the episodes of every led host anew, and puts all on their queues.
    ///
    /// For when Redis is back: what was on its way when it went may have arrived or not.
    package func refresh() async throws(RedisError) {
        defer { wakeAll() }
        for leading in hosts.withLock({ Array($0.values) }) {
            let before = leading.episodes.all
            let stored = try await EpisodeStore(redis: leading.link.redis).loadAll(host: leading.link.host)
            leading.episodes.reload(stored, insteadOf: before)
        }
    }

    /// Puts every container of every led host on its queue: policies changed.
    package func wakeAll() {
        for leading in hosts.withLock({ Array($0.values) }) {
            for id in Set(leading.link.inventory.ids + leading.episodes.ids) {
                leading.enqueue(ContainerKey(host: leading.link.host, id: id))
            }
        }
    }

    /// Says that an episode goes on with the container that took the target's place.
    func moved(from key: ContainerKey, wrote episode: Episode, after read: Episode) {
        guard let leading = hosts.withLock({ $0[key.host] }) else { return }
        var episode = episode
        episode.revision = read.revision + 1
        leading.episodes.put(nil, of: key.id, insteadOf: read)
        leading.episodes.put(episode, of: episode.containerID, insteadOf: leading.episodes[episode.containerID])
        leading.enqueue(key)
        leading.enqueue(episode.key)
    }

    /// Says that an episode was written by others than the reconciler: the key goes back to the queue.
    func wake(_ key: ContainerKey, wrote episode: Episode, after read: Episode) {
        guard let leading = hosts.withLock({ $0[key.host] }) else { return }
        var episode = episode
        episode.revision = read.revision + 1
        leading.episodes.put(episode, of: key.id, insteadOf: read)
        leading.enqueue(key)
    }

    /// Says what stands in Redis: where that is news, because an answer of Redis got lost, the key goes back to the queue.
    func saw(_ episode: Episode) {
        guard let leading = hosts.withLock({ $0[episode.host] }),
            leading.episodes.put(episode, of: episode.containerID, insteadOf: nil)
        else { return }
        leading.enqueue(episode.key)
    }
}
