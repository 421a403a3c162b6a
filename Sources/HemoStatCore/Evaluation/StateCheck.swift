/// `state: {is: Running | Exited | Paused | Absent}`, from events: known the moment it changes.
enum StateCheck {
    /// What Docker's restart policy brings back is Docker's for this long after it went down.
    static let dockersTurn = PolicyDuration.seconds(10)

    static func evaluate(_ spec: Check.StateSpec, _ input: CheckInput) -> CheckResult {
        let container = input.container
        switch container.status {
        case .removing, .unknown, .created:
            return CheckResult(.unknown(.inTransition))
        case .running, .paused, .restarting, .exited, .dead:
            break
        }
        if isMet(spec.is, container.status) { return CheckResult(.met) }
        // Swarm puts another task in its place, for as long as the service wants one.
        if container.isDown, container.swarmService != nil { return .unknown(.dockerRestarts) }
        // State may be read before its events arrive: whether a person asked for it is known only then.
        if container.isDown,
            let settles = container.endEvidence.settles(finishedAt: container.finishedAt, now: input.now),
            input.now < settles
        {
            return CheckResult(.unknown(.inTransition), wakeAt: settles)
        }
        if spec.is == .running, let turn = dockersTurnEnd(container), input.now < turn {
            return CheckResult(.unknown(.dockerRestarts), wakeAt: turn)
        }
        return CheckResult(
            .diverged(
                Measurement(
                    actual: .word(container.status.rawValue),
                    threshold: .word(spec.is.rawValue.lowercased())
                )
            )
        )
    }

    private static func isMet(_ desired: Check.DesiredState, _ status: ContainerStatus) -> Bool {
        switch desired {
        case .running: status == .running
        case .exited: status == .exited || status == .dead
        case .paused: status == .paused
        // It is there: else nobody would be asked.
        case .absent: false
        }
    }

    /// Until when Docker may bring the container back by itself; nil when it will not.
    static func dockersTurnEnd(_ container: ContainerObservation) -> Timestamp? {
        guard container.status != .paused, let finishedAt = container.finishedAt else { return nil }
        let policy = container.restartPolicy
        let restarts = policy.brings(backAfter: container.exitCode, restartCount: container.restartCount)
        guard restarts || container.status == .restarting, container.endEvidence.requestedAt == nil else { return nil }
        return finishedAt + dockersTurn
    }
}
