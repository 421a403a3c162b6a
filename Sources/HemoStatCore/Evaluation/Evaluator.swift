/// The policy in force on a container and what is observed in, the state of each expectation out.
package enum Evaluator {
    package static func evaluate(_ resolved: ResolvedPolicy, _ input: CheckInput) -> [EvaluatedExpectation] {
        resolved.expectations.map { bound in
            EvaluatedExpectation(bound: bound, result: evaluate(bound, input), sampleAt: input.container.sample?.at)
        }
    }

    private static func evaluate(_ bound: BoundExpectation, _ input: CheckInput) -> CheckResult {
        guard input.container.isFresh else { return CheckResult(.unknown(.hostUnreachable)) }
        let result = check(bound.expectation.check, input)
        guard case .diverged = result.outcome, let end = graceEnd(bound, input), input.now < end else { return result }
        return CheckResult(.unknown(.startupGrace), wakeAt: end)
    }

    /// The end of the startup grace; it never covers exits, which show at once.
    private static func graceEnd(_ bound: BoundExpectation, _ input: CheckInput) -> Timestamp? {
        let container = input.container
        guard !container.isDown, container.status != .restarting, let startedAt = container.startedAt else {
            return nil
        }
        return startedAt + bound.startupGrace
    }

    private static func check(_ check: Check, _ input: CheckInput) -> CheckResult {
        switch check {
        case .state(let spec): StateCheck.evaluate(spec, input)
        case .health(let spec): HealthCheck.evaluate(spec, input)
        case .exitCode(let spec): ExitCodeCheck.evaluate(spec, input)
        case .cpu(let spec): UsageCheck.cpu(spec, input)
        case .memory(let spec): UsageCheck.memory(spec, input)
        }
    }
}
