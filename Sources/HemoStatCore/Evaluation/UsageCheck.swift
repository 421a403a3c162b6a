/// `cpu: {below: "85%"}` and `memory: {below: "80%"}`, from the last sample while it is fresh.
enum UsageCheck {
    static func cpu(_ spec: Check.UsageSpec, _ input: CheckInput) -> CheckResult {
        evaluate(spec, input) { $0.cpuShare(limitCores: input.container.cpuLimitCores) }
    }

    static func memory(_ spec: Check.UsageSpec, _ input: CheckInput) -> CheckResult {
        evaluate(spec, input) { $0.memoryShare }
    }

    private static func evaluate(
        _ spec: Check.UsageSpec,
        _ input: CheckInput,
        share: (MetricSample) -> Double?
    ) -> CheckResult {
        guard input.container.status == .running else { return CheckResult(.unknown(.notRunning)) }
        guard let sample = input.freshSample, let share = share(sample) else { return CheckResult(.unknown(.noData)) }
        // A sample of the run before says nothing about this one.
        if let startedAt = input.container.startedAt, sample.at < startedAt { return CheckResult(.unknown(.noData)) }
        // No further sample may ever wake anybody: the answer itself tells when it is over.
        let stale = sample.at + CheckInput.sampleGap + PolicyDuration(milliseconds: 1)
        if share < spec.below.percent { return CheckResult(.met, wakeAt: stale) }
        let measurement = Measurement(actual: .number(share), threshold: .number(spec.below.percent))
        return CheckResult(.diverged(measurement), wakeAt: stale)
    }
}
