import HemoStatCore
import Synchronization

/// What is kept of one host beside its containers: incidents, and what people answered.
///
/// Filled by `StormKeeper` under the host's lease, read by every decision.
package final class HostBook: Sendable {
    private struct State {
        var incidents: [Incident] = []
        /// By episode.
        var approvals: [String: Approval] = [:]
        var isLoaded = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether it was read in this tenure: before, nobody can say whether the brake is on.
    var isLoaded: Bool { state.withLock { $0.isLoaded } }

    /// Those that are remembered: open ones, and those a person resumed that were not calm yet.
    var incidents: [Incident] { state.withLock { $0.incidents } }

    func approval(of episode: String) -> Approval? { state.withLock { $0.approvals[episode] } }

    /// What an earlier tenure knew is no news.
    func beginTenure() { state.withLock { $0 = State() } }

    func put(_ incidents: [Incident]) {
        state.withLock { state in
            state.incidents = incidents
            state.isLoaded = true
        }
    }

    /// Takes people's answers in.
    ///
    /// - Returns: the episodes whose answer is new or another than before.
    func put(_ approvals: [String: Approval]) -> [String] {
        state.withLock { state in
            let changed = approvals.filter { state.approvals[$0.key] != $0.value }.map(\.key)
            state.approvals = approvals
            return changed.sorted()
        }
    }
}
