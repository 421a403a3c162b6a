import DockerEngine
import HemoStatCore

/// Carries one intent out: plans what has to be asked for first, records evidence, then does it, every precondition
/// rechecked right before each call that changes something.
struct DockerAction: Sendable {
    let link: HostLink
    let intent: Intent
    /// The container as the gates allowed it.
    let target: ContainerObservation
    /// Whether its health is what it is about: then that may not have changed either.
    var mindsHealth = false

    /// What Docker may take beyond the action's own timeout before the answer is given up.
    static let margin = Duration.seconds(15)

    /// - Returns: nil when nothing was sent and nothing may be said: the lease is not ours any more.
    func perform() async -> ActionReport? {
        let run = ActionRun(link: link, intent: intent, target: target, mindsHealth: mindsHealth)
        do throws(ActionStop) {
            try run.requireLease()
            let deed = intent.action.deed
            try await run.record(try await deed.plan(run))
            return try await deed.perform(run)
        } catch {
            switch error {
            case .reported(let report): return report
            // Whatever was begun is found out by whoever holds the lease.
            case .leaseGone: return run.hasSent ? ActionReport(.unknown) : nil
            }
        }
    }
}

extension RemediationAction {
    fileprivate var deed: any ActionDeed {
        switch self {
        case .restart(let spec): RestartDeed(spec: spec)
        case .start: StartDeed()
        case .stop(let spec): StopDeed(spec: spec)
        case .unpause: UnpauseDeed()
        case .signal(let spec): SignalDeed(spec: spec)
        case .exec(let spec): ExecDeed(spec: spec)
        case .scaleUp(let spec): ScaleDeed(up: spec)
        case .scaleDown(let spec): ScaleDeed(down: spec)
        case .cleanup(let spec): CleanupDeed(spec: spec)
        case .updateResources(let spec): ResourcesDeed(spec: spec)
        case .recreate: RecreateDeed()
        case .none: WaitDeed()
        }
    }
}
