import HemoStatCore
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

    /// Puts every container of every led host on its queue: policies changed, or Redis is back.
    package func wakeAll() {
        for leading in hosts.withLock({ Array($0.values) }) {
            for id in Set(leading.link.inventory.ids + leading.episodes.ids) {
                leading.enqueue(ContainerKey(host: leading.link.host, id: id))
            }
        }
    }

    /// Says that an episode was written by others than the reconciler: the key goes back to the queue.
    func wake(_ key: ContainerKey, wrote episode: Episode, after read: Episode) {
        guard let leading = hosts.withLock({ $0[key.host] }) else { return }
        var episode = episode
        episode.revision = read.revision + 1
        leading.episodes.put(episode, of: key.id)
        leading.enqueue(key)
    }
}
