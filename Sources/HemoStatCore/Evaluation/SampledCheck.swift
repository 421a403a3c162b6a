/// What the checks of metrics share: a running container, and a fresh sample of this very run.
enum SampledCheck {
    /// Judges the last sample; `judge` gives nil when the sample does not hold the figure.
    ///
    /// The answer is over when no further sample comes.
    static func evaluate(_ input: CheckInput, judge: (MetricSample) -> CheckResult.Outcome?) -> CheckResult {
        let container = input.container
        guard container.status == .running else { return .unknown(.notRunning) }
        guard let sample = container.sample, input.now.elapsed(since: sample.at) <= gap,
            let outcome = judge(sample)
        else { return .unknown(.noData) }
        // A sample of the run before says nothing about this one.
        if let startedAt = container.startedAt, sample.at < startedAt { return .unknown(.noData) }
        // No further sample may ever wake anybody: the answer itself tells when it is over.
        let stale = sample.at + gap + .milliseconds(1)
        return CheckResult(outcome, wakeAt: stale, seenAt: sample.at)
    }

    /// A figure that must not be reached.
    static func below(_ limit: Double, _ figure: Double) -> CheckResult.Outcome {
        figure < limit ? .met : .diverged(Measurement(actual: .number(figure), threshold: .number(limit)))
    }

    private static let gap = PolicyDuration(milliseconds: Check.metricPeriod.milliseconds * 3)
}
