/// What a keeper knows of its lease at one instant.
package enum LeaseStatus: Sendable, Equatable {
    /// Held, for at least `remaining` more by our own clock even if no renewal succeeds.
    case held(epoch: Int64, remaining: Duration)
    case notHeld
}
