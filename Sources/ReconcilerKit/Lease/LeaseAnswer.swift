/// What became of a question to the lease store.
enum LeaseAnswer: Sendable, Equatable {
    case granted(LeaseGrant)
    case refused

    /// Error or deadline: the store may have granted it or not.
    case unknown
}
