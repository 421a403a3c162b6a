package import HemoStatCore
import Synchronization

/// What is known of one host's containers, in memory: filled by the observer, read by every decision.
package final class HostInventory: Sendable {
    fileprivate struct Entry {
        var observation: ContainerObservation
        /// Something happened since it was last inspected.
        var isDirty: Bool
        /// An inspection is on its way, and may bring what was before the events that come meanwhile.
        var isInspected = false
    }

    fileprivate struct State {
        var entries: [String: Entry] = [:]
        /// Containers heard or read of, but not inspected yet.
        var unseen: Set<String> = []
        var stops: [String: StopEvidence] = [:]
        var runs: [String: RunHistory] = [:]
        /// By container ID and probe.
        var probes: [String: [String: ProbeObservation]] = [:]
        var logs: [String: LogObservation] = [:]
        /// What Docker told of images, by ID: `name@sha256:…`.
        var digests: [String: [String]] = [:]
        var networkParents = NetworkParents()
        var isLive = false
    }

    package let host: String
    private let state = Mutex(State())

    package init(host: String) { self.host = host }

    /// Whether the event stream lives and the list was read since: only then is anything here known to be so.
    package var isLive: Bool { state.withLock { $0.isLive } }

    package func setLive(_ isLive: Bool) { state.withLock { $0.isLive = isLive } }

    /// What was probed and followed in an earlier tenure is no news; what events told stays, Docker forgets it sooner.
    func beginTenure() {
        state.withLock { ($0.probes, $0.logs, $0.digests) = ([:], [:], [:]) }
    }

    package var ids: [String] { state.withLock { Array($0.entries.keys) + $0.unseen } }

    package var all: [ContainerObservation] {
        state.withLock { state in state.entries.values.map { state.fresh($0.observation) } }
    }

    /// The container as last seen; nil when it is not known.
    package func container(_ id: String) -> ContainerObservation? {
        state.withLock { state in state.entries[id].map { state.fresh($0.observation) } }
    }

    /// The containers that share the network of this one, or shared that of the one whose place it took: whenever it begins a
    /// new run they have lost it.
    package func networkChildren(of id: String) -> [String] {
        state.withLock { $0.networkChildren(of: id) }
    }

    func needsInspection(_ id: String) -> Bool {
        state.withLock { $0.unseen.contains(id) || $0.entries[id]?.isDirty ?? false }
    }

    /// Marks it clean before the inspection: what happens meanwhile makes it dirty again.
    func willInspect(_ id: String) {
        state.withLock { state in
            state.unseen.remove(id)
            state.entries[id]?.isDirty = false
            state.entries[id]?.isInspected = true
        }
    }

    func markDirty(_ id: String) {
        state.withLock { state in
            if state.entries[id] != nil { state.entries[id]?.isDirty = true } else { state.unseen.insert(id) }
        }
    }

    /// Takes Docker's word that a running container is unhealthy, which spares a look: the last one before an action
    /// must agree (`DockerAction`).
    ///
    /// Other words are not taken: Podman's events may tell the health before.
    ///
    /// - Returns: false when the container has to be read anyway.
    func markUnhealthy(_ id: String) -> Bool {
        state.withLock { state in
            guard let entry = state.entries[id], !entry.isDirty, !entry.isInspected,
                entry.observation.status == .running
            else { return false }
            state.entries[id]?.observation.health = .unhealthy
            return true
        }
    }

    /// Takes an inspection in; what events and samples told is kept.
    ///
    /// - Returns: the containers that share its network, where it says something new to them: they are to be looked at, too.
    @discardableResult
    func put(_ observation: ContainerObservation) -> [String] {
        state.withLock { state in
            var observation = observation
            let id = observation.key.id
            observation.stop = state.stops[id] ?? StopEvidence()
            observation.restarts = state.runs[id]?.restarts ?? []
            observation.oomAt = state.runs[id]?.oomAt
            let known = state.entries[id]?.observation
            observation.sample = known?.sample
            // What was tried at another address says nothing about this one.
            if let known, known.address != observation.address { state.probes[id] = nil }
            let isDirty = state.entries[id]?.isDirty ?? state.unseen.contains(id)
            state.unseen.remove(id)
            state.entries[id] = Entry(observation: observation, isDirty: isDirty)
            guard known?.startedAt != observation.startedAt || known?.status != observation.status else { return [] }
            return state.networkChildren(of: id)
        }
    }

    func record(_ event: ContainerEvent, of id: String) {
        state.withLock { state in
            state.stops[id, default: StopEvidence()].record(event)
            guard let stop = state.stops[id] else { return }
            state.runs[id, default: RunHistory()].record(event, stop: stop)
            state.entries[id]?.observation.stop = stop
            state.entries[id]?.observation.restarts = state.runs[id]?.restarts ?? []
            state.entries[id]?.observation.oomAt = state.runs[id]?.oomAt
        }
    }

    /// Takes a reading in.
    ///
    /// - Returns: whether the container is known.
    func put(_ sample: MetricSample, of id: String) -> Bool {
        state.withLock { state in
            guard let entry = state.entries[id] else { return false }
            state.entries[id]?.observation.sample = sample.following(entry.observation.sample)
            return true
        }
    }

    /// Takes the end of a probe's attempt in, and counts it to those of the same run that came without a gap.
    ///
    /// `attempted` is the container as it was when the attempt began: of another run or address it says nothing now, and
    /// the result is false. After `gap` nothing is "in a row" any more.
    func put(
        _ answer: ProbeAnswer,
        of key: String,
        at attempted: ContainerObservation,
        gap: PolicyDuration,
        now: Timestamp
    ) -> Bool {
        state.withLock { state in
            let id = attempted.key.id
            guard let container = state.entries[id]?.observation, container.startedAt == attempted.startedAt,
                container.address == attempted.address
            else { return false }
            let before = state.probes[id]?[key].flatMap { last in
                last.startedAt == attempted.startedAt && now.elapsed(since: last.at) <= gap ? last : nil
            }
            state.probes[id, default: [:]][key] =
                before?.followed(by: answer.kind, message: answer.message, at: now)
                ?? ProbeObservation(
                    key: key,
                    at: now,
                    answer: answer.kind,
                    message: answer.message,
                    startedAt: attempted.startedAt
                )
            return true
        }
    }

    /// Forgets probes that nobody asks for any more.
    func keepProbes(_ keys: Set<String>, of id: String) {
        state.withLock { state in state.probes[id] = state.probes[id]?.filter { keys.contains($0.key) } }
    }

    /// Changes what is known of the container's output; begins with nothing.
    func updateLogs(of id: String, _ change: (inout LogObservation?) -> Void) {
        state.withLock { change(&$0.logs[id]) }
    }

    /// The digests of an image; nil before Docker was asked.
    func digests(of imageID: String) -> [String]? { state.withLock { $0.digests[imageID] } }

    /// What images are called changes without a word; read again after each list.
    func forgetDigests() { state.withLock { $0.digests = [:] } }

    func putDigests(_ digests: [String], of imageID: String) {
        state.withLock { state in
            state.digests[imageID] = digests
        }
    }

    func remove(_ id: String) {
        state.withLock { state in
            let gone = state.entries.removeValue(forKey: id)?.observation
            if let gone { state.networkParents.remember(gone, among: state.entries.values.map(\.observation)) }
            state.stops[id] = nil
            state.runs[id] = nil
            state.probes[id] = nil
            state.logs[id] = nil
            state.unseen.remove(id)
        }
    }
}

extension HostInventory.State {
    fileprivate func fresh(_ observation: ContainerObservation) -> ContainerObservation {
        var observation = observation
        observation.isFresh = isLive
        observation.probes = probes[observation.key.id].map { Array($0.values) } ?? []
        observation.logs = logs[observation.key.id]
        observation.imageDigests = digests[observation.imageID]
        observation.networkParent = networkParent(of: observation)
        return observation
    }

    private func networkParent(of child: ContainerObservation) -> NetworkParent? {
        networkParents.parent(
            of: child,
            isComplete: isLive && isRead(child.sharedNetwork ?? ""),
            read: { entries[$0]?.observation },
            all: { entries.values.map(\.observation) }
        )
    }

    /// Whether nothing that was only heard of may be what is meant.
    private func isRead(_ reference: String) -> Bool {
        unseen.isEmpty || (reference.utf8.count == 64 && !unseen.contains(reference))
    }

    fileprivate func networkChildren(of id: String) -> [String] {
        let children = entries.values.filter { $0.observation.sharedNetwork != nil }.map(\.observation)
        return children.filter { networkParent(of: $0)?.id == id }.map(\.key.id).sorted()
    }
}
