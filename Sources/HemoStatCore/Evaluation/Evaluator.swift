/// The policy in force on a container and what is observed in, the state of each expectation out.
package enum Evaluator {
    package static func evaluate(_ resolved: ResolvedPolicy, _ input: CheckInput) -> [EvaluatedExpectation] {
        let declared = resolved.expectations.map { EvaluatedExpectation(bound: $0, result: evaluate($0, input)) }
        return declared + [NetworkParentCheck.implied(by: resolved, input)].compactMap { $0 }
    }

    private static func evaluate(_ bound: BoundExpectation, _ input: CheckInput) -> CheckResult {
        guard input.container.isFresh else { return .unknown(.hostUnreachable) }
        let result = check(bound.expectation.check, input)
        guard case .diverged = result.outcome, let end = graceEnd(bound, input), input.now < end else { return result }
        // What is hidden may be over before the grace is.
        return .unknown(.startupGrace, wakeAt: min(end, result.wakeAt ?? end))
    }

    /// The end of the startup grace; it never covers exits, which show at once, nor OOM kills and what they lead to.
    private static func graceEnd(_ bound: BoundExpectation, _ input: CheckInput) -> Timestamp? {
        let container = input.container
        guard !container.isDown, container.status != .restarting, let startedAt = container.startedAt else {
            return nil
        }
        switch bound.expectation.check {
        case .oomKilled, .restarts: return nil
        default: return startedAt + bound.startupGrace
        }
    }

    private static func check(_ check: Check, _ input: CheckInput) -> CheckResult {
        switch check {
        case .state(let spec): StateCheck.evaluate(spec, input)
        case .health(let spec): HealthCheck.evaluate(spec, input)
        case .exitCode(let spec): ExitCodeCheck.evaluate(spec, input)
        case .restarts(let spec): RestartsCheck.evaluate(spec, input)
        case .cpu(let spec): UsageCheck.cpu(spec, input)
        case .cores(let spec): UsageCheck.cores(spec, input)
        case .memory(let spec): UsageCheck.memory(spec, input)
        case .memoryBytes(let spec): UsageCheck.memoryBytes(spec, input)
        case .pids(let spec): UsageCheck.pids(spec, input)
        case .network(let spec): RateCheck.network(spec, input)
        case .blockIO(let spec): RateCheck.blockIO(spec, input)
        case .oomKilled: OOMKilledCheck.evaluate(input)
        case .logs(let spec): LogsCheck.evaluate(spec, input)
        case .http, .tcp, .exec: ProbeCheck.evaluate(check, input)
        case .image(let spec): ImageCheck.evaluate(spec, input)
        }
    }
}
