package import HemoStatCore
package import SharedState
import Synchronization

/// What people want, in memory: the policies in force, which of them bind which container, and what is on hold.
package final class PolicyCatalog: Sendable {
    private struct Memo {
        var version: Int
        var name: String
        var image: String
        var labels: [String: String]
        var resolved: ResolvedPolicy
    }

    private struct State {
        var desired = DesiredState()
        /// Whether anything was ever read.
        var isLoaded = false
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

    package var policies: [HealthPolicy] { state.withLock { $0.desired.policies } }

    /// The documents about Docker hosts.
    package var hosts: [DockerHost] { state.withLock { $0.desired.hosts } }

    /// Whether the policies in force were read at least once: before, that none minds says nothing.
    package var isLoaded: Bool { state.withLock { $0.isLoaded } }

    /// Every hold, expired ones too; one on everything while there are some that cannot be read.
    package var holds: [Hold] {
        state.withLock { $0.desired.unreadableHolds == 0 ? $0.desired.holds : $0.desired.holds + [Self.unreadableHold] }
    }

    /// The holds in force on a container, as a text that changes when they do.
    package func orders(on container: ContainerObservation, now: Timestamp) -> String {
        holds.filter { $0.spec.expiresAt > now && $0.spec.selector.matches(container) }
            .map { "\($0.name)@\($0.spec.expiresAt)" }.joined(separator: ",")
    }

    /// The storm brake of a host: that of its document, else the usual one.
    package func stormBrake(of host: String) -> DockerHost.StormBrake {
        hosts.first { $0.name == host }?.spec.stormBrake ?? DockerHost.StormBrake()
    }

    /// Takes the policies in force; `update(_:isComplete:)` with nothing else wanted.
    package func update(_ policies: [HealthPolicy], isComplete: Bool = true) -> Bool {
        update(DesiredState(policies: policies), isComplete: isComplete)
    }

    /// Takes what is wanted.
    ///
    /// - Parameters:
    ///   - desired: All that is known.
    ///   - isComplete: False while documents are still to be read: then the fallback binds nothing, which may be theirs.
    /// - Returns: whether anything changed.
    package func update(_ desired: DesiredState, isComplete: Bool = true) -> Bool {
        let isNews = state.withLock {
            !$0.isLoaded || $0.desired != desired || $0.isComplete != isComplete || $0.missesZones
        }
        guard isNews else { return false }
        let names = Set(desired.policies.flatMap { $0.spec.remediation.windows ?? [] }.map(\.timeZone))
        let zones = ZoneTable(names.compactMap(readZone))
        return state.withLock { state in
            state.missesZones = names.contains { zones[$0] == nil }
            let isSame = state.desired == desired && state.isComplete == isComplete && state.zones == zones
            guard !isSame || !state.isLoaded else { return false }
            (state.desired, state.isComplete, state.isLoaded) = (desired, isComplete, true)
            state.zones = zones
            state.version += 1
            return true
        }
    }

    private static let unreadableHold = Hold(
        metadata: ObjectMeta(name: "unreadable"),
        spec: Hold.Spec(
            selector: ContainerSelector(),
            owner: "hemostat",
            reason: "a hold was stored that this version cannot read",
            expiresAt: Timestamp(microseconds: 253_402_300_799_000_000)
        )
    )

    package func resolve(_ container: ContainerObservation) -> ResolvedPolicy {
        state.withLock { state in
            if let memo = state.memos[container.key.id], memo.version == state.version, memo.name == container.name,
                memo.image == container.image, memo.labels == container.labels
            {
                return memo.resolved
            }
            let resolved = PolicyResolver.resolve(
                container,
                policies: state.desired.policies,
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
