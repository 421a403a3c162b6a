/// The answer of one check at one instant.
package struct CheckResult: Sendable, Equatable {
    package var outcome: Outcome
    /// When the answer will change by the passing of time alone.
    package var wakeAt: Timestamp?
    /// The instant it is about, of a sample or a probe; nil for now.
    package var seenAt: Timestamp?

    package init(_ outcome: Outcome, wakeAt: Timestamp? = nil, seenAt: Timestamp? = nil) {
        self.outcome = outcome
        self.wakeAt = wakeAt
        self.seenAt = seenAt
    }

    package static func diverged(
        _ actual: MeasuredValue,
        _ threshold: MeasuredValue,
        wakeAt: Timestamp? = nil,
        seenAt: Timestamp? = nil
    ) -> CheckResult {
        CheckResult(.diverged(Measurement(actual: actual, threshold: threshold)), wakeAt: wakeAt, seenAt: seenAt)
    }

    package static func unknown(_ reason: UnknownReason, wakeAt: Timestamp? = nil) -> CheckResult {
        CheckResult(.unknown(reason), wakeAt: wakeAt)
    }

    package enum Outcome: Sendable, Equatable {
        case met
        case diverged(Measurement)
        /// Neither healthy nor divergent: nothing is done, and nothing counts as converged.
        case unknown(UnknownReason)
    }

    /// Reason codes; their text is for people.
    package enum UnknownReason: String, Sendable, Codable, CaseIterable {
        case hostUnreachable = "HostUnreachable"
        case noHealthcheck = "NoHealthcheck"
        case starting = "Starting"
        case startupGrace = "StartupGrace"
        case notRunning = "NotRunning"
        case noData = "NoData"
        /// Docker's own restart policy is about to bring the container back, or Swarm another one in its place.
        case dockerRestarts = "DockerRestarts"
        case inTransition = "InTransition"
        /// A probe cannot tell from here: no route, or another host's network.
        case probeUnreachable = "ProbeUnreachable"
        /// A pattern gave up on a line: whether it matched is not known.
        case patternLimit = "PatternLimit"
        /// It shares the network of a container that was started again or replaced, and no step of any policy can help.
        case networkLost = "NetworkLost"
    }
}
