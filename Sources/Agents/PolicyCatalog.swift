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
        var version = 0
        /// By container ID: matching a hundred policies once a second for every sample would be most of the work.
        var memos: [String: Memo] = [:]
    }

    private let state = Mutex(State())
    /// The container the operator itself runs in, which no policy ever binds.
    private let operatorContainerID: String?

    package init(operatorContainerID: String? = nil) { self.operatorContainerID = operatorContainerID }

    package var policies: [HealthPolicy] { state.withLock { $0.policies } }

    /// Takes the policies in force.
    ///
    /// - Returns: whether anything changed.
    package func update(_ policies: [HealthPolicy]) -> Bool {
        state.withLock { state in
            guard state.policies != policies else { return false }
            state.policies = policies
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
