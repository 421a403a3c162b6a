import DockerEngine
import HemoStatCore

/// Finds out what became of an intent whose answer nobody saw: from Docker's own events and state, and from what was
/// written before the action.
///
/// What nothing proves counts as done when its time is over; a claim is made only on proof. A recreation that stands
/// half-way is ended.
struct IntentSettler: Sendable {
    let link: HostLink
    let calls: MutatingCalls

    /// The engine's clock and ours may differ by this much.
    static let skew = PolicyDuration.seconds(1)

    /// - Returns: nil while nothing proves it and its time is not over.
    func settle(_ intent: Intent, of episode: Episode) async throws -> ActionReport? {
        switch intent.action {
        case .recreate: return try await endRecreation(intent, of: episode)
        case .scaleUp, .scaleDown: return try await service(intent) ?? atDeadline(intent)
        case .cleanup: return try await leftovers(intent) ?? atDeadline(intent)
        case .restart, .start, .stop, .unpause, .signal, .exec, .updateResources, .none: break
        }
        guard let container = try await link.inspect(intent.containerID) else { return Self.withoutContainer(intent) }
        return try await proof(intent, container) ?? atDeadline(intent)
    }

    /// Docker carries a call through once it began; half-way its outcome shows a moment later.
    func atDeadline(_ intent: Intent) -> ActionReport? {
        link.now() >= intent.deadline ? ActionReport(.unknown) : nil
    }

    private static func withoutContainer(_ intent: Intent) -> ActionReport {
        switch intent.action {
        // A command may have run, a stop may have removed it (`--rm`).
        case .exec, .signal, .stop, .updateResources: ActionReport(.unknown)
        default: ActionReport(.notDone("the container is gone"))
        }
    }

    private func proof(_ intent: Intent, _ container: ContainerObservation) async throws -> ActionReport? {
        switch intent.action {
        case .restart: return try await restarted(intent, container)
        case .start: return isAnotherRun(container, intent) ? begun(container, intent) : nil
        case .none: return ActionReport(.succeeded)
        default: break
        }
        // It was about a run that is over: nothing of it can be seen any more.
        guard !isAnotherRun(container, intent) else { return ActionReport(.unknown) }
        switch intent.action {
        case .stop: return try await stopped(intent, container)
        case .unpause: return container.status == .running ? ActionReport(.succeeded) : nil
        case .updateResources(let spec): return try await hasLimits(spec, intent) ? ActionReport(.succeeded) : nil
        default: return nil
        }
    }
}
