/// Why a lease is no longer held.
package enum LeaseLoss: String, Sendable, Equatable {
    /// No renewal came back before the lease ended by our own clock.
    case expired = "Expired"

    /// The store says we do not hold it.
    case refused = "Refused"

    /// We shut down gracefully and give it back.
    case released = "Released"

    /// The store is another one than before; nobody acquires the lease for its duration.
    case primaryChanged = "PrimaryChanged"

    /// We gave it to the replica it belongs with.
    case handedOver = "HandedOver"

    /// Our task was cancelled; in the store the lease ends by itself.
    case cancelled = "Cancelled"

    /// Whether we wanted it.
    var isPlanned: Bool { [.released, .handedOver, .cancelled].contains(self) }
}
