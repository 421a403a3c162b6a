/// How far an action's proof has come.
///
/// Its clock stands still while the container starts.
package struct VerificationState: Sendable, Equatable, Codable {
    /// Docker's outcome.
    package var startedAt: Timestamp
    /// Running time of the clock up to `tickedAt`.
    package var elapsed: PolicyDuration
    package var tickedAt: Timestamp
    package var isPaused: Bool

    package init(startedAt: Timestamp) {
        self.startedAt = startedAt
        elapsed = .zero
        tickedAt = startedAt
        isPaused = false
    }

    /// Moves the clock to `now`; what passed since the last tick counts unless it stood still then.
    package mutating func tick(to now: Timestamp, isPaused: Bool) {
        if !self.isPaused {
            let passed = now.elapsed(since: tickedAt)
            elapsed = PolicyDuration(milliseconds: elapsed.milliseconds + passed.milliseconds)
            // Parts of a millisecond count with the next tick: many small ones would else be no time at all.
            tickedAt = isPaused ? max(tickedAt, now) : tickedAt + passed
        } else {
            tickedAt = max(tickedAt, now)
        }
        self.isPaused = isPaused
    }
}
