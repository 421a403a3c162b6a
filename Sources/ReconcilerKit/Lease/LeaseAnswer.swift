/// What became of a question to the lease store.
enum LeaseAnswer: Sendable, Equatable {
    case granted(LeaseGrant)
    case refused

    /// The store is another one than before.
    case storeChanged

    /// Error or deadline: the store may have granted it or not.
    case unknown
}
