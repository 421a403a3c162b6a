import HemoStatCore
import Synchronization

/// Runs the probes that policies ask for: each container's each probe in a task of its own, at its own period.
final class ProbeRunner: Sendable {
    private struct Identity: Hashable {
        var container: String
        var probe: String
    }

    private let link: HostLink
    private let attempt: ProbeAttempt
    /// Puts the container's key on the work queue after each attempt.
    private let enqueue: @Sendable (ContainerKey) -> Void
    /// What is wanted, begun or not: whoever does not want it any more ends the stream.
    private let running = Mutex<[Identity: AsyncStream<Never>.Continuation]>([:])
    private let requests: AsyncStream<Request>
    private let requested: AsyncStream<Request>.Continuation

    private struct Request {
        var identity: Identity
        var check: Check
        var stop: AsyncStream<Never>
    }

    init(link: HostLink, attempt: ProbeAttempt, enqueue: @escaping @Sendable (ContainerKey) -> Void) {
        self.link = link
        self.attempt = attempt
        self.enqueue = enqueue
        (requests, requested) = AsyncStream.makeStream(of: Request.self)
    }

    /// Says which probes of a container are wanted from now on; none stops all.
    func want(_ id: String, _ checks: [Check]) {
        var wanted: [Identity: Check] = [:]
        for check in checks {
            if let key = check.probeKey { wanted[Identity(container: id, probe: key)] = check }
        }
        let missing = running.withLock { running in
            for (identity, stopper) in running where identity.container == id && wanted[identity] == nil {
                stopper.finish()
                running[identity] = nil
            }
            return wanted.filter { running[$0.key] == nil }.map { identity, check in
                let (stop, stopper) = AsyncStream.makeStream(of: Never.self)
                running[identity] = stopper
                return Request(identity: identity, check: check, stop: stop)
            }
        }
        for request in missing { requested.yield(request) }
    }

    /// Probes until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await request in requests {
                group.addTask { await self.probe(request.identity, request.check, until: request.stop) }
            }
            group.cancelAll()
        }
        running.withLock { $0 = [:] }
    }

    /// Attempts, one after another, until it is not wanted any more.
    private func probe(_ identity: Identity, _ check: Check, until stop: AsyncStream<Never>) async {
        guard let schedule = check.probe else { return }
        await withTaskGroup { group in
            group.addTask { for await _ in stop {} }
            group.addTask {
                while !Task.isCancelled {
                    await self.attempt(identity, check)
                    try? await self.link.clock.sleep(for: schedule.every.duration)
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func attempt(_ identity: Identity, _ check: Check) async {
        guard link.inventory.isLive, let container = link.inventory.container(identity.container),
            container.status == .running, let answer = await attempt.run(check, on: container),
            running.withLock({ $0[identity] != nil })
        else { return }
        let gap = check.gap ?? .zero
        guard link.inventory.put(answer, of: identity.probe, at: container, gap: gap, now: link.now()) else { return }
        // Docker tells nobody when an address changes: who does not answer is looked at again before it counts.
        if answer.kind != .passed { link.inventory.markDirty(identity.container) }
        enqueue(container.key)
    }
}
