/// `http`, `tcp` and `exec`: so many failures in a row diverge, one success is enough to be met.
enum ProbeCheck {
    static func evaluate(_ check: Check, _ input: CheckInput) -> CheckResult {
        let container = input.container
        guard container.status == .running else { return .unknown(.notRunning) }
        guard let key = check.probeKey, let schedule = check.probe, let gap = check.gap,
            let probe = container.probes.first(where: { $0.key == key }), probe.startedAt == container.startedAt,
            input.now.elapsed(since: probe.at) <= gap
        else { return .unknown(.noData) }
        let stale = probe.at + gap + .milliseconds(1)
        switch probe.last {
        case .unreachable: return .unknown(.probeUnreachable, wakeAt: stale)
        case .passed: return CheckResult(.met, wakeAt: stale, seenAt: probe.at)
        case .failed: break
        }
        guard probe.consecutiveFailures >= schedule.failures else {
            // Not often enough to say anything new: what was, goes on.
            let outcome: CheckResult.Outcome = probe.hasPassed ? .met : .unknown(.noData)
            return CheckResult(outcome, wakeAt: stale, seenAt: probe.at)
        }
        return .diverged(.word(probe.message), .word(wanted(check)), wakeAt: stale, seenAt: probe.at)
    }

    private static func wanted(_ check: Check) -> String {
        switch check {
        case .http(let spec): "status \(spec.status.map(String.init).joined(separator: ","))"
        case .tcp(let spec): "port \(spec.port) open"
        default: "exit code 0"
        }
    }
}
