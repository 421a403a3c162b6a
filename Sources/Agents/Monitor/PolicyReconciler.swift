import DockerEngine
import HemoStatCore
import Logging
import ReconcilerKit
import SharedState

/// Reads the world of one container once, lets the Core decide, writes the record once.
struct PolicyReconciler: Sendable {
    let link: HostLink
    let episodes: EpisodeCache
    let sampler: StatsSampler
    let prober: ProbeRunner
    let logs: LogWatcher
    let writer: EpisodeWriter

    func reconcile(_ key: ContainerKey) async throws -> ReconcileResult {
        let container = try await observe(key)
        // Not known and nothing to know it from: never taken for gone.
        guard container != nil || link.inventory.isLive else { return .done }
        // Half of a recreation in progress is nobody's trouble.
        let isHalf = container.map { half in episodes.all.values.contains { $0.isReplacing(half) } } ?? false
        if isHalf { return .after(.seconds(1)) }
        var input = link.view(key, container, episodes[key.id])
        if await readDigests(input) { input = link.view(key, link.inventory.container(key.id), episodes[key.id]) }
        observeMore(key.id, input.resolved, isRunning: container?.status == .running)
        let decision = Convergence.advance(input)
        if decision.episode != input.episode || !decision.effects.isEmpty {
            guard try await conclude(decision, input) else { return .after(.zero) }
        }
        return decision.requeueAt.map { .after(input.now.remaining(until: $0)) } ?? .done
    }

    /// Has those followed, sampled and probed that some policy wants to know more of than Docker's events tell.
    private func observeMore(_ id: String, _ resolved: ResolvedPolicy, isRunning: Bool) {
        sampler.want(id, isRunning && resolved.isMeasured)
        prober.want(id, isRunning ? resolved.probes : [])
        link.inventory.keepProbes(Set(resolved.probes.compactMap(\.probeKey)), of: id)
        logs.want(id, isRunning ? resolved.logPatterns : [])
    }

    /// Asks Docker once for the digests of an image that some policy names by one.
    ///
    /// - Returns: whether anything is known that was not before.
    private func readDigests(_ input: ReconcileInput) async -> Bool {
        guard let container = input.container, input.resolved.wantsDigests, !container.imageID.isEmpty,
            link.inventory.isLive, link.inventory.digests(of: container.imageID) == nil
        else { return false }
        do {
            link.inventory.putDigests(try await link.docker.imageDigests(container.imageID), of: container.imageID)
        } catch  where error.code == .notFound {
            // Removed under the container's feet: it has no name any more.
            link.inventory.putDigests([], of: container.imageID)
        } catch {
            // What else is to be said of the container does not wait for it.
            link.logger.debug("image not read", metadata: .init([.error: "\(error)"]))
            return false
        }
        return true
    }

    /// The container as it is now: read again when anything happened to it since it was read last.
    private func observe(_ key: ContainerKey) async throws -> ContainerObservation? {
        guard link.inventory.isLive, link.inventory.needsInspection(key.id) else {
            return link.inventory.container(key.id)
        }
        return try await link.inspect(key.id)
    }

    /// The one place where a decision becomes record, events and hand-over.
    ///
    /// - Returns: false when somebody else wrote the episode first: it is read again and decided anew.
    private func conclude(_ decision: ReconcileDecision, _ input: ReconcileInput) async throws -> Bool {
        guard let lease = link.lease() else { throw NotLeading(host: link.host) }
        var change = EpisodeWriter.Change(key: input.key, read: input.episode, episode: decision.episode)
        change.lease = lease.asGuard
        change.memory = input.resolved.policies.map(\.spec.remediation.memory).max()
        for effect in decision.effects {
            guard let episode = decision.episode else { continue }
            try add(effect, episode, input, lease, to: &change.commands)
        }
        switch try await writer.write(change) {
        case .done:
            let written = revised(decision.episode, input.episode)
            episodes.put(written, of: input.key.id, insteadOf: input.episode)
            log(decision.episode, input.episode)
            return true
        case .fenced:
            throw NotLeading(host: link.host)
        case .conflict, .intentOpen, .cooldown, .budget, .breaker, .disruption, .auditMoved:
            try await reread(input, lease)
            return false
        }
    }

    /// Somebody else wrote the episode first, or what stands in its place is none.
    private func reread(_ input: ReconcileInput, _ lease: HeldLease) async throws {
        let store = EpisodeStore(redis: link.redis)
        let stored = try await store.load(input.key)
        if stored == nil, try await store.discardUnreadable(input.key, lease: lease.asGuard) {
            link.logger.error("unreadable episode dropped", metadata: .init([.container: "\(input.key.id)"]))
        }
        episodes.put(stored, of: input.key.id, insteadOf: input.episode)
    }

    private func add(
        _ effect: ReconcileDecision.Effect,
        _ episode: Episode,
        _ input: ReconcileInput,
        _ lease: HeldLease,
        to write: inout GuardedWrite
    ) throws {
        switch effect {
        case .askAnalyzer:
            guard let container = input.container else { return }
            try writer.publish(
                HealthAlert(episode, container, epoch: lease.epoch),
                type: HealthAlert.eventType,
                on: .healthAlert,
                stream: RedisKeys.stream(.healthAlert),
                handOver: HandOver(episode, observation: container),
                in: &write
            )
        case .askResponder:
            try HandOver(episode).add(to: RedisKeys.responderStream(host: link.host), in: &write)
        }
    }

    private func revised(_ episode: Episode?, _ read: Episode?) -> Episode? {
        guard var episode else { return nil }
        episode.revision = (read?.revision ?? 0) + 1
        return episode
    }

    private func log(_ episode: Episode?, _ read: Episode?) {
        guard let episode, episode.phase != read?.phase || episode.reason != read?.reason else { return }
        link.logger.info(
            "container phase changed",
            metadata: .init([
                .container: "\(episode.containerName)", .phase: "\(episode.phase.rawValue)",
                .reason: "\(episode.reason ?? "")", .cause: "\(episode.message)", .episode: "\(episode.id)",
            ])
        )
    }
}
