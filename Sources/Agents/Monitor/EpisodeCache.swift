import HemoStatCore
import Synchronization

/// The host's episodes as last read or written by this replica.
///
/// Redis decides: a stale entry shows as a conflict.
final class EpisodeCache: Sendable {
    private let episodes = Mutex<[String: Episode]>([:])

    subscript(id: String) -> Episode? { episodes.withLock { $0[id] } }

    func put(_ episode: Episode?, of id: String) { episodes.withLock { $0[id] = episode } }

    func replace(with all: [Episode]) {
        let byID = Dictionary(all.map { ($0.containerID, $0) }) { first, _ in first }
        episodes.withLock { $0 = byID }
    }

    var ids: [String] { episodes.withLock { Array($0.keys) } }
}
