/// Where leases are kept.
///
/// Each method is atomic in the store, which judges expiry by its own clock.
///
/// A call may be cancelled at any time and should then return soon; whether the store carried it out is unknown.
/// Thrown errors mean "unknown", nil means the store said no.
package protocol LeaseStore: Sendable {
    /// Grants the lease when nobody holds it, its holder's time is over, or `holder` itself held it, with a larger
    /// epoch than ever before; nil when another holds it.
    func acquire(name: String, holder: String, duration: Duration) async throws -> LeaseGrant?

    /// Lets the lease last for `duration` from now; nil when `holder` does not hold it with this epoch any more.
    func renew(name: String, holder: String, epoch: Int64, duration: Duration) async throws -> LeaseGrant?

    /// Frees the lease, and tells those who wait for it where the store can; nothing happens when `holder` does not
    /// hold it with this epoch.
    func release(name: String, holder: String, epoch: Int64) async throws
}
