package import HemoStatCore
import Synchronization

/// The policies in force, in memory, and which of them bind which container.
package final class PolicyCatalog: Sendable {
    private struct Memo {
        var version: Int
        var name: String
        var image: String
        var labels: [String: String]
        var resolved: ResolvedPolicy
    }

    private struct State {
        var policies: [HealthPolicy] = []
        /// Whether these are all there are: before, nobody can say what no policy selects.
        var isComplete = false
        var zones = ZoneTable()
        /// Whether some window names a zone that could not be read: it is tried again each time.
        var missesZones = false
        var version = 0
        /// By container ID: matching a hundred policies once a second for every sample would be most of the work.
        var memos: [String: Memo] = [:]
    }

    private let state = Mutex(State())
    /// The container the operator itself runs in, which no policy ever binds.
    private let operatorContainerID: String?
    /// Binds containers that no policy selects.
    private let fallback: HealthPolicy?
    /// Reads a time zone's rules; nil where there is no such zone.
    private let readZone: @Sendable (String) -> ZoneRules?

    package init(
        operatorContainerID: String? = nil,
        fallback: HealthPolicy? = nil,
        readZone: @escaping @Sendable (String) -> ZoneRules? = { _ in nil }
    ) {
        self.operatorContainerID = operatorContainerID
        self.fallback = fallback
        self.readZone = readZone
    }

    /// The time zones of all windows in force.
    package var zones: ZoneTable { state.withLock { $0.zones } }

    package var policies: [HealthPolicy] { state.withLock { $0.policies } }

    /// Takes the policies in force.
    ///
    /// - Parameters:
    ///   - policies: Those that are known.
    ///   - isComplete: False while documents are still to be read: then the fallback binds nothing, which may be theirs.
    /// - Returns: whether anything changed.
    package func update(_ policies: [HealthPolicy], isComplete: Bool = true) -> Bool {
        guard state.withLock({ $0.policies != policies || $0.isComplete != isComplete || $0.missesZones }) else {
            return false
        }
        let names = Set(policies.flatMap { $0.spec.remediation.windows ?? [] }.map(\.timeZone))
        let zones = ZoneTable(names.compactMap(readZone))
        return state.withLock { state in
            state.missesZones = names.contains { zones[$0] == nil }
            let isSame = state.policies == policies && state.isComplete == isComplete && state.zones == zones
            guard !isSame else { return false }
            (state.policies, state.isComplete) = (policies, isComplete)
            state.zones = zones
            state.version += 1
            return true
        }
    }

    package func resolve(_ container: ContainerObservation) -> ResolvedPolicy {
        state.withLock { state in
            if let memo = state.memos[container.key.id], memo.version == state.version, memo.name == container.name,
                memo.image == container.image, memo.labels == container.labels
            {
                return memo.resolved
            }
            let resolved = PolicyResolver.resolve(
                container,
                policies: state.policies,
                fallback: state.isComplete ? fallback : nil,
                operatorContainerID: operatorContainerID
            )
            state.memos[container.key.id] = Memo(
                version: state.version,
                name: container.name,
                image: container.image,
                labels: container.labels,
                resolved: resolved
            )
            return resolved
        }
    }

    package func forget(_ containerID: String) { state.withLock { _ = $0.memos.removeValue(forKey: containerID) } }
}
