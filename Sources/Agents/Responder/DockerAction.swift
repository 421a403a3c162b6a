import DockerEngine
import HemoStatCore

/// Carries one intent out: rechecks its preconditions, then makes exactly one call.
struct DockerAction: Sendable {
    let link: HostLink
    let intent: Intent
    /// What the container was when the gates allowed it.
    let status: HemoStatCore.ContainerStatus
    /// Its health then; nil when it did not matter.
    var health: HemoStatCore.ContainerHealth?

    /// What Docker may take beyond the action's own timeout before the answer is given up.
    static let margin = Duration.seconds(5)
    /// How much of the lease must be left when the call is sent.
    private static let leaseMargin = Duration.milliseconds(500)

    /// - Returns: nil when nothing was sent and nothing may be said: the lease is not ours any more.
    func perform() async -> Intent.Outcome? {
        guard holdsLease else { return nil }
        do {
            guard let container = try await link.inspect(intent.containerID) else {
                return .notDone("the container is gone")
            }
            guard container.startedAt == intent.startedAt else {
                return .notDone("it was started again by others in the last instant")
            }
            // Stopped or paused meanwhile: whether a person did it is for the gates to say.
            guard container.status == status else {
                return .notDone("it became \(container.status.rawValue) in the last instant")
            }
            if let health, container.health != health {
                return .notDone("its health became \(container.health.rawValue) in the last instant")
            }
        } catch {
            // Whatever it is, the action was not asked for yet: no refusal of it.
            return .notDone("\(error)")
        }
        guard holdsLease else { return nil }
        do {
            try await call()
            return .succeeded
        } catch let error as DockerError {
            return outcome(of: error)
        } catch {
            return .notDone("\(error)")
        }
    }

    private var holdsLease: Bool {
        guard let lease = link.lease() else { return false }
        return lease.epoch == intent.epoch && lease.remaining > Self.leaseMargin
    }

    private func call() async throws {
        switch intent.action {
        case .restart(let spec):
            let timeout = spec.timeout.duration
            try await link.docker.restartContainer(intent.containerID, timeout: timeout, margin: Self.margin)
        case .start:
            _ = try await link.docker.startContainer(intent.containerID, timeout: Self.margin)
        case .none:
            break
        case .stop, .unpause, .signal, .exec, .scaleUp, .scaleDown, .cleanup, .updateResources, .recreate:
            // The gate keeps them away; a record of a later version must not be taken for done.
            throw DockerError(
                .invalidRequest,
                "this version does not do \(intent.action.keyword)",
                call: intent.action.keyword
            )
        }
    }

    /// What a failure proves: refused, surely not done, or nothing.
    private func outcome(of error: DockerError) -> Intent.Outcome {
        if error.mayHaveHappened {
            switch error.code {
            case .unreachable, .timedOut, .cancelled, .malformedResponse, .tooLarge: return .unknown
            default: return .failed("\(error)")
            }
        }
        switch error.code {
        case .unreachable, .timedOut, .cancelled: return .notDone("\(error)")
        default: return .failed("\(error)")
        }
    }
}
