/// What one expectation looks at.
///
/// Each case has its own pure evaluation in `Evaluation/`.
package enum Check: Sendable, Equatable {
    case state(StateSpec)
    case health(HealthSpec)
    case exitCode(ExitCodeSpec)
    case restarts(RestartsSpec)
    case cpu(UsageSpec)
    case cores(CoresSpec)
    case memory(UsageSpec)
    case memoryBytes(MemoryBytesSpec)
    case pids(PidsSpec)
    case network(NetworkSpec)
    case blockIO(BlockIOSpec)
    case oomKilled(OOMKilledSpec)
    case logs(LogsSpec)
    case http(HTTPSpec)
    case tcp(TCPSpec)
    case exec(ExecSpec)
    case image(ImageSpec)

    /// The key people write it under.
    package var keyword: String { key.rawValue }

    /// How often a value arrives: nil for what Docker tells the moment it changes.
    ///
    /// A gap of more than three periods is no data, and resets `for`.
    package var period: PolicyDuration? {
        switch self {
        case .state, .health, .exitCode, .restarts, .oomKilled, .logs, .image: nil
        case .cpu, .cores, .memory, .memoryBytes, .pids, .network, .blockIO: Self.metricPeriod
        case .http(let spec): spec.probe.every
        case .tcp(let spec): spec.probe.every
        case .exec(let spec): spec.probe.every
        }
    }

    /// A longer time without a value is no data: it resets `for`, and the last value says nothing any more.
    package var gap: PolicyDuration? {
        guard let period else { return nil }
        let slack = probe?.timeout ?? .zero
        return PolicyDuration(milliseconds: period.milliseconds * 3 + slack.milliseconds)
    }

    /// Docker's stats stream gives a reading a second.
    package static let metricPeriod = PolicyDuration.seconds(1)

    /// Whether it looks at metrics, which Docker then has to stream.
    package var isMetric: Bool { probe == nil && period != nil }

    /// How the Monitor probes; nil for what needs no probing.
    package var probe: ProbeSchedule? {
        switch self {
        case .http(let spec): spec.probe
        case .tcp(let spec): spec.probe
        case .exec(let spec): spec.probe
        default: nil
        }
    }
}
