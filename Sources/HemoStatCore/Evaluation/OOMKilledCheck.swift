/// `oomKilled: {never: true}`: the kernel killed in this run, or ended the last one.
///
/// Where Docker started the container again at once, the kill still counts for a while: it would else be seen by nobody.
enum OOMKilledCheck {
    /// How long a kill counts that ended the run before this one.
    static let memory = PolicyDuration.minutes(1)
    /// How long after a kill the end it leads to may be on its way: until then nobody knows whether the container runs on.
    private static let settling = PolicyDuration.seconds(2)

    static func evaluate(_ input: CheckInput) -> CheckResult {
        let container = input.container
        switch container.status {
        case .removing, .unknown, .created: return .unknown(.inTransition)
        case .running, .paused, .restarting, .exited, .dead: break
        }
        // Told once it is back, which is Docker's business first.
        if container.isDown || container.status == .restarting, let turn = StateCheck.dockersTurnEnd(container),
            input.now < turn
        {
            return .unknown(.dockerRestarts, wakeAt: turn)
        }
        let killed = CheckResult.diverged(.word("killed"), .word("never"))
        if container.isDown { return isLastRuns(container) ? killed : CheckResult(.met) }
        guard let oomAt = container.oomAt else { return CheckResult(.met) }
        if let startedAt = container.startedAt, oomAt < startedAt {
            let end = oomAt + memory
            // A start by somebody else, or an end somebody asked for since, has answered it.
            guard input.now < end, container.restarts.contains(where: { $0 > oomAt }),
                container.restartCount > 0
            else { return CheckResult(.met) }
            return .diverged(.word("killed"), .word("never"), wakeAt: end)
        }
        let settled = oomAt + settling
        return input.now < settled ? .unknown(.inTransition, wakeAt: settled) : killed
    }

    /// Whether the kernel ended the run that is over; exit 0 is the job's own, whatever was killed in it.
    private static func isLastRuns(_ container: ContainerObservation) -> Bool {
        guard container.exitCode != 0 else { return false }
        if container.oomKilled { return true }
        guard let oomAt = container.oomAt else { return false }
        return container.startedAt.map { oomAt >= $0 } ?? true
    }
}
