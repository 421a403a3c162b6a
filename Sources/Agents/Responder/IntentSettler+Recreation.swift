import DockerEngine
import HemoStatCore

extension IntentSettler {
    /// Ends a recreation that a predecessor left half-way: forward when the new container is whole, back otherwise, or when
    /// the intent's time is over.
    ///
    /// - Returns: nil while nothing of it is to be seen: a predecessor's call may be on its way still.
    func endRecreation(_ intent: Intent, of episode: Episode) async throws -> ActionReport? {
        // Nothing is sent without a record; where it is lost, what can be seen has to do.
        let plan =
            try await plan(of: intent)?.recreation
            ?? ActionPlan.Recreation(name: episode.containerName, ran: true, stops: true)
        guard let epoch = link.lease()?.epoch else { return nil }
        let lease = link.lease
        let recovery = RecreationRecovery(
            docker: link.docker,
            clock: link.clock,
            intent: intent,
            plan: plan,
            requireLease: { () throws(ActionStop) in
                guard let lease = lease(), lease.epoch == epoch, lease.remaining > ActionRun.leaseMargin else {
                    throw .leaseGone
                }
            },
            redacted: { Redactor().redact($0) }
        )
        let isForward = plan.twin != nil && link.now() < intent.deadline
        // Never cancelled on the wire.
        let ending = await calls.perform { () -> Result<RecreationRecovery.Ending, any Error> in
            do { return .success(try await recovery.end(forward: isForward)) } catch { return .failure(error) }
        }
        guard let ending else { return nil }
        switch try ending.get() {
        case .replaced(let successor):
            return ActionReport(.succeeded, details: "found done by a successor", successor: successor)
        case .restored(let steps):
            return try await restored(intent, steps)
        case .stuck(let why):
            let container = try await link.inspect(intent.containerID)
            guard container != nil else { return ActionReport(.unknown, details: why) }
            return ActionReport(
                .failed("it was interrupted and could not be rolled back: \(why)"),
                details: await recovery.places()
            )
        }
    }

    private func restored(_ intent: Intent, _ steps: Int) async throws -> ActionReport? {
        guard let container = try await link.inspect(intent.containerID) else { return ActionReport(.unknown) }
        if steps > 0 || container.startedAt != intent.startedAt {
            return ActionReport(
                .failed("it was interrupted"),
                details: "rolled back: the old container stands as before"
            )
        }
        guard link.now() >= intent.deadline else { return nil }
        return ActionReport(.notDone("nothing of it was done"))
    }
}
