/// What probing found out about one expectation, in the container's current run.
package struct ProbeObservation: Sendable, Equatable, Codable {
    /// Which probe: `Check.probeKey`.
    package var key: String
    /// When the last attempt ended.
    package var at: Timestamp
    package var last: Answer
    /// Failures in a row, the last one included.
    package var consecutiveFailures: Int
    /// Whether any attempt of this run passed.
    package var hasPassed: Bool
    /// What the last attempt saw: `503`, `connection refused`, `exit code 1`.
    package var message: String
    /// Of the run it is about.
    package var startedAt: Timestamp?

    package enum Answer: String, Sendable, Codable {
        case passed = "Passed"
        case failed = "Failed"
        /// Nobody can tell from here: no route, or no answer from another host's network.
        case unreachable = "Unreachable"
    }

    package init(key: String, at: Timestamp, answer: Answer, message: String, startedAt: Timestamp?) {
        self.key = key
        self.at = at
        last = answer
        self.message = message
        self.startedAt = startedAt
        consecutiveFailures = answer == .failed ? 1 : 0
        hasPassed = answer == .passed
    }

    /// Takes the next attempt of the same run in.
    package func followed(by answer: Answer, message: String, at: Timestamp) -> ProbeObservation {
        var next = ProbeObservation(key: key, at: at, answer: answer, message: message, startedAt: startedAt)
        next.hasPassed = hasPassed || answer == .passed
        if answer == .failed { next.consecutiveFailures += consecutiveFailures }
        return next
    }
}

extension Check {
    /// Tells probes apart that look at different things, or at the same in another way; nil for what is no probe.
    ///
    /// It travels in records: of addresses and commands, which may hold secrets, it has a hash only.
    package var probeKey: String? {
        switch self {
        case .http(let spec):
            Self.key("http", spec.probe, spec.status.map(String.init).joined(separator: ",") + " " + spec.url)
        case .tcp(let spec): Self.key("tcp", spec.probe, "\(spec.port)")
        case .exec(let spec):
            Self.key("exec", spec.probe, spec.command.map { "\($0.utf8.count):\($0)" }.joined())
        default: nil
        }
    }

    private static func key(_ kind: String, _ schedule: ProbeSchedule, _ target: String) -> String {
        "\(kind)/\(schedule.key)/\(StableHash.of(target))"
    }
}

extension ProbeSchedule {
    fileprivate var key: String { "\(every),\(timeout),\(failures)" }
}
