import DockerEngine
import HemoStatCore

// What Docker's state and events prove of each action.

extension IntentSettler {
    func isAnotherRun(_ container: ContainerObservation, _ intent: Intent) -> Bool {
        container.startedAt != nil && container.startedAt != intent.startedAt
    }

    /// Of a run begun since the intent was written; an older one disproves nothing.
    func begun(_ container: ContainerObservation, _ intent: Intent) -> ActionReport {
        guard let startedAt = container.startedAt, startedAt >= intent.writtenAt - Self.skew else {
            return ActionReport(.unknown)
        }
        return ActionReport(.succeeded)
    }

    /// A run since the intent, and Docker's word that a restart began it.
    ///
    /// A crash that Docker's restart policy answered looks the same but for that word. It comes a moment after the start.
    func restarted(_ intent: Intent, _ container: ContainerObservation) async throws -> ActionReport? {
        guard isAnotherRun(container, intent), let startedAt = container.startedAt else { return nil }
        let begun = begun(container, intent)
        guard begun.outcome == .succeeded else { return begun }
        let events = try await events(since: intent)
        if events.contains(where: { $0.action == .restart }) { return begun }
        // Without the start of this very run they do not reach back far enough to say no.
        let knowsStart = events.contains { $0.action == .start && $0.isNear(startedAt) }
        return knowsStart && link.now() < intent.deadline ? nil : ActionReport(.unknown)
    }

    /// Down since the intent, and Docker's word that it was asked to.
    func stopped(_ intent: Intent, _ container: ContainerObservation) async throws -> ActionReport? {
        guard container.isDown else { return nil }
        guard let finishedAt = container.finishedAt, finishedAt >= intent.writtenAt - Self.skew else {
            return ActionReport(.unknown)
        }
        let events = try await events(since: intent)
        if events.contains(where: { $0.action == .stop }) { return ActionReport(.succeeded) }
        return nil
    }

    func hasLimits(_ spec: RemediationAction.ResourcesSpec, _ intent: Intent) async throws -> Bool {
        let host = try await link.docker.inspectContainer(intent.containerID).hostConfig
        if let memory = spec.memory, memory.bytes != host.memoryBytes { return false }
        guard let wanted = spec.nanoCPUs else { return true }
        guard host.nanoCPUs == 0 else { return host.nanoCPUs == wanted }
        let period = host.cpuPeriod > 0 ? host.cpuPeriod : 100_000
        return Double(host.cpuQuota) / Double(period) == Double(wanted) / 1e9
    }

    /// The service as planned, in a specification that came after the one planned from.
    func service(_ intent: Intent) async throws -> ActionReport? {
        guard let plan = try await plan(of: intent)?.scale else { return nil }
        guard let service = try await swarmService(plan.service) else { return ActionReport(.unknown) }
        guard service.version > plan.version, service.replicas == plan.to else { return nil }
        return ActionReport(.succeeded, details: "service \(service.name): \(plan.from) to \(plan.to) replicas")
    }

    /// Nil when Swarm does not know it any more.
    private func swarmService(_ id: String) async throws -> SwarmService? {
        do {
            return try await link.docker.swarmService(id)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// All that was to go is gone.
    func leftovers(_ intent: Intent) async throws -> ActionReport? {
        guard let plan = try await plan(of: intent)?.cleanup, !plan.containers.isEmpty || !plan.images.isEmpty else {
            return nil
        }
        let containers = Set(try await link.docker.listContainers(all: true).map(\.id))
        let images = plan.images.isEmpty ? [] : Set(try await link.docker.danglingImages(labels: []).map(\.id))
        guard containers.isDisjoint(with: plan.containers), images.isDisjoint(with: plan.images) else { return nil }
        return ActionReport(.succeeded, details: "what was to be removed is gone")
    }

    /// What was written before the action; nil when there is none: then nothing was sent, or the record is lost.
    func plan(of intent: Intent) async throws -> ActionPlan? {
        try await EvidenceStore(redis: link.redis).load(intent: intent.id)?.plan
    }

    // MARK: - Events

    /// The container's events since the intent, as far as Docker remembers them: 256, and none after its own restart.
    private func events(since intent: Intent) async throws -> [EngineEvent] {
        let since = (intent.writtenAt - Self.skew).microseconds * 1000
        let until = max(since, link.now().microseconds * 1000)
        let (docker, clock, id) = (link.docker, link.clock, intent.containerID)
        return try await withThrowingTaskGroup(of: [EngineEvent]?.self) { group in
            group.addTask { try await Self.history(docker, id, since: since, until: until) }
            // An engine whose clock is behind ends the stream only when its time has come.
            group.addTask {
                try await clock.sleep(for: Self.patience)
                return nil
            }
            let first = try await group.next() ?? nil
            group.cancelAll()
            return first ?? []
        }
    }

    private static func history(
        _ docker: DockerClient,
        _ id: String,
        since: Int64,
        until: Int64
    ) async throws -> [EngineEvent] {
        let stream = try await docker.events(
            since: since,
            until: until,
            actions: [.start, .restart, .stop, .kill, .die],
            filters: ["container": [id]]
        )
        var events: [EngineEvent] = []
        for try await event in stream where events.count < maximumEvents { events.append(event) }
        return events
    }

    private static let maximumEvents = 1000
    private static let patience = Duration.seconds(5)
}

extension EngineEvent {
    /// Docker writes the start down a moment after it happened.
    fileprivate func isNear(_ instant: Timestamp) -> Bool {
        abs(timeNano / 1000 - instant.microseconds) <= 5_000_000
    }
}
