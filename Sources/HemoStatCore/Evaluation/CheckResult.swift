/// The answer of one check at one instant.
package struct CheckResult: Sendable, Equatable {
    package var outcome: Outcome
    /// When the answer will change by the passing of time alone.
    package var wakeAt: Timestamp?

    package init(_ outcome: Outcome, wakeAt: Timestamp? = nil) {
        self.outcome = outcome
        self.wakeAt = wakeAt
    }

    package enum Outcome: Sendable, Equatable {
        case met
        case diverged(Measurement)
        /// Neither healthy nor divergent: nothing is done, and nothing counts as converged.
        case unknown(UnknownReason)
    }

    /// Reason codes; their text is for people.
    package enum UnknownReason: String, Sendable, Codable {
        case hostUnreachable = "HostUnreachable"
        case noHealthcheck = "NoHealthcheck"
        case starting = "Starting"
        case startupGrace = "StartupGrace"
        case notRunning = "NotRunning"
        case noData = "NoData"
        /// Docker's own restart policy is about to bring the container back.
        case dockerRestarts = "DockerRestarts"
        case inTransition = "InTransition"
    }
}
