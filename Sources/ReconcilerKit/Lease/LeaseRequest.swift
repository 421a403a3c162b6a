/// A question to the lease store.
struct LeaseRequest: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case acquire
        case renew(epoch: Int64)
    }

    let kind: Kind

    /// Read before sending: a grant is believed from here on.
    let sentAt: Duration

    /// From here on the answer is worthless.
    let deadline: Duration
}
