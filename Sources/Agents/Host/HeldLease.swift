import SharedState

/// A lease as those who work under it see it.
package struct HeldLease: Sendable, Equatable {
    package var name: String
    package var holder: String
    package var epoch: Int64
    package var remaining: Duration

    package init(name: String, holder: String, epoch: Int64, remaining: Duration) {
        self.name = name
        self.holder = holder
        self.epoch = epoch
        self.remaining = remaining
    }

    var asGuard: GuardedWrite.LeaseGuard { GuardedWrite.LeaseGuard(name: name, holder: holder, epoch: epoch) }
}
