import HemoStatCore
import Synchronization

/// The host's episodes as last read or written by this replica.
///
/// Redis decides: a stale entry shows as a conflict, but only when something is written. So what others wrote later is never
/// replaced by what somebody read or wrote before it.
package final class EpisodeCache: Sendable {
    private let episodes = Mutex<[String: Episode]>([:])

    package init() {}

    /// What an earlier tenure knew is read again.
    func beginTenure() { episodes.withLock { $0 = [:] } }

    subscript(id: String) -> Episode? { episodes.withLock { $0[id] } }

    /// By container ID.
    var all: [String: Episode] { episodes.withLock { $0 } }

    var ids: [String] { episodes.withLock { Array($0.keys) } }

    /// Takes in what is written or stored now in place of `read`; nil for none.
    ///
    /// - Returns: false when something later is known already.
    @discardableResult
    func put(_ episode: Episode?, of id: String, insteadOf read: Episode?) -> Bool {
        episodes.withLock { episodes in
            let known = episodes[id]?.revision ?? 0
            guard known == read?.revision ?? 0 || episode?.revision ?? 0 > known else { return false }
            episodes[id] = episode
            return true
        }
    }

    /// Takes in what is stored, read after `before` was known.
    func reload(_ stored: [Episode], insteadOf before: [String: Episode]) {
        let stored = Dictionary(stored.map { ($0.containerID, $0) }) { first, _ in first }
        for id in Set(stored.keys).union(before.keys) { put(stored[id], of: id, insteadOf: before[id]) }
    }
}
