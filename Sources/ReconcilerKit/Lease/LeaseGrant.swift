/// A lease store's yes: who asked holds the lease for the asked duration, counted from when the store decided.
package struct LeaseGrant: Sendable, Equatable {
    /// Grows with every acquisition of this lease; a renewal keeps it.
    package let epoch: Int64

    /// The store's wall clock when it decided, in microseconds since 1970.
    package let sharedTime: Int64

    package init(epoch: Int64, sharedTime: Int64) {
        self.epoch = epoch
        self.sharedTime = sharedTime
    }
}
