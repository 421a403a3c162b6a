/// What to do after an answer of the lease store.
enum LeaseOutcome: Sendable, Equatable {
    case nothing
    case announce(LeaseChange)

    /// The grant is of no use to us: release it.
    case giveBack(epoch: Int64)
}
