/// `health: {is: Healthy}`, from Docker's HEALTHCHECK.
enum HealthCheck {
    static func evaluate(_ spec: Check.HealthSpec, _ input: CheckInput) -> CheckResult {
        guard input.container.status == .running else { return CheckResult(.unknown(.notRunning)) }
        switch (spec.is, input.container.health) {
        case (.healthy, .healthy): return CheckResult(.met)
        case (.healthy, .none): return CheckResult(.unknown(.noHealthcheck))
        case (.healthy, .starting): return CheckResult(.unknown(.starting))
        case (.healthy, .unhealthy):
            return CheckResult(.diverged(Measurement(actual: .word("unhealthy"), threshold: .word("healthy"))))
        }
    }
}
