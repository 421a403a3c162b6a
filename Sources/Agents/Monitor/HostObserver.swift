import DockerEngine
import HemoStatCore
import Logging

/// Lists and watches one host: events wake, the list makes up for every event that got lost.
///
/// It carries keys only: what a container is like, the reconciler reads for itself.
struct HostObserver: Sendable {
    let link: HostLink
    /// Between two re-lists while the event stream lives.
    let resyncEvery: Duration
    /// Puts a key on the work queue.
    let enqueue: @Sendable (ContainerKey) -> Void
    /// Containers that are remembered beside those of the inventory: of episodes.
    let remembered: @Sendable () -> [String]
    /// Told after every list, and when the host stops answering.
    let report: @Sendable (HostReport) async -> Void

    /// How far back the first watch begins: what Docker still remembers of ends that nobody saw.
    private static let lookBack = PolicyDuration.hours(1)
    private static let pauses: [Duration] = [
        .milliseconds(100), .milliseconds(500), .seconds(1), .seconds(2), .seconds(5),
    ]

    /// Observes until cancelled.
    func run() async {
        var since = (link.now() - Self.lookBack).microseconds * 1000
        var failures = 0
        while !Task.isCancelled {
            do {
                try await watch(since: &since) { failures = 0 }
            } catch {
                if Task.isCancelled { break }
                if failures == 0 {
                    link.logger.warning("docker host lost", metadata: .init([.error: "\(error)"]))
                }
                await lost("\(error)")
            }
            let pause = Self.pauses[min(failures, Self.pauses.count - 1)]
            failures += 1
            try? await link.clock.sleep(for: pause * Double.random(in: 0.8...1.2))
        }
        link.inventory.setLive(false)
    }

    /// One connection's life: watch first, then list, so that nothing falls between the two.
    private func watch(since: inout Int64, onLive: () -> Void) async throws {
        let info = try await link.docker.info()
        // Another engine behind the same address: nothing known here is about its containers.
        guard link.engine.isEmpty || info.id == link.engine else { throw HostLost.otherEngine(info.id) }
        let events = try await link.docker.events(since: since)
        let latest = LatestEvent(since)
        defer { since = latest.nanoseconds }
        onLive()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for try await event in events { handle(event, latest) }
                throw HostLost.streamEnded
            }
            group.addTask {
                while true {
                    try await relist()
                    await report(HostReport(info: info, message: ""))
                    try await link.clock.sleep(for: resyncEvery)
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func handle(_ event: EngineEvent, _ latest: LatestEvent) {
        latest.advance(to: event.timeNano)
        link.inventory.record(event.containerEvent, of: event.containerID)
        let isTaken = event.health == .unhealthy && link.inventory.markUnhealthy(event.containerID)
        if !isTaken { link.inventory.markDirty(event.containerID) }
        enqueue(ContainerKey(host: link.host, id: event.containerID))
    }

    private func relist() async throws {
        let rows = try await link.docker.listContainers(all: true)
        let listed = Set(rows.map(\.id))
        for row in rows where link.inventory.container(row.id).map({ differs($0, row) }) ?? true {
            link.inventory.markDirty(row.id)
        }
        link.inventory.setLive(true)
        link.inventory.forgetDigests()
        for id in link.inventory.ids where !listed.contains(id) { link.inventory.markDirty(id) }
        enqueueAll()
    }

    private func enqueueAll() {
        for id in Set(link.inventory.ids + remembered()) { enqueue(ContainerKey(host: link.host, id: id)) }
    }

    /// Whether a row of the list says something else than what is known: an event was lost.
    private func differs(_ known: ContainerObservation, _ row: ContainerSummary) -> Bool {
        let status = row.status.map { HemoStatCore.ContainerStatus(engineWord: $0.rawValue) } ?? .unknown
        guard known.status == status, known.name == row.name else { return true }
        // The list tells health only in the text for people: `Up 4 seconds (unhealthy)`.
        return known.health != .none && status == .running && !row.statusText.contains("(\(word(of: known.health)))")
    }

    private func word(of health: HemoStatCore.ContainerHealth) -> String {
        health == .starting ? "health: starting" : health.rawValue
    }

    /// What was known is not known any more; everything is looked at in that light.
    private func lost(_ message: String) async {
        link.inventory.setLive(false)
        enqueueAll()
        await report(HostReport(info: nil, message: message))
    }
}
