/// `exitCode: {in: [0]}`: of the last run of a container that is down; a running one has none yet and meets it.
enum ExitCodeCheck {
    static func evaluate(_ spec: Check.ExitCodeSpec, _ input: CheckInput) -> CheckResult {
        let container = input.container
        guard container.isDown else {
            return CheckResult(container.status == .running ? .met : .unknown(.inTransition))
        }
        if spec.in.contains(container.exitCode) { return CheckResult(.met) }
        if let settles = container.endEvidence.settles(finishedAt: container.finishedAt, now: input.now),
            input.now < settles
        {
            return CheckResult(.unknown(.inTransition), wakeAt: settles)
        }
        return CheckResult(
            .diverged(
                Measurement(
                    actual: .number(Double(container.exitCode)),
                    threshold: .word(spec.in.map(String.init).joined(separator: ","))
                )
            )
        )
    }
}
