/// Why a container is down.
package enum ExitCause: String, Sendable, Codable {
    case crashed
    case oomKilled
    /// Exit 0: its work is done.
    case completed
    /// Somebody asked Docker for it.
    case requested
    /// 137 or 143 whose events nobody saw: taken for a human's.
    case unknown
}

extension ContainerObservation {
    /// Whether events told of an OOM kill in the run that is over: Docker's flag may come later than the end it explains.
    private var wasKilledForMemory: Bool {
        guard exitCode == 137, let oomAt, let startedAt else { return false }
        return oomAt >= startedAt
    }

    /// Why the container is down; nil while it is not.
    ///
    /// - Parameter isOurs: Tells whether an end at this instant was asked for by HemoStat itself.
    /// - Returns: the cause as far as state and events prove it.
    package func exitCause(isOurs: (Timestamp) -> Bool = { _ in false }) -> ExitCause? {
        guard isDown else { return nil }
        let stop = endEvidence
        if let asked = stop.askedAt {
            return isOurs(asked) ? .crashed : .requested
        }
        // A child of a finished job may have been killed: the flag alone says nothing of the job.
        if exitCode == 0 { return .completed }
        if oomKilled || wasKilledForMemory { return .oomKilled }
        if !stop.sawDie, exitCode == 137 || exitCode == 143 {
            guard let finishedAt, isOurs(finishedAt) else { return .unknown }
        }
        return .crashed
    }
}
