/// The store is not the one it was (a failover, a restart): what it says of leases may be out of date.
///
/// Thrown by a ``LeaseStore`` that knows; the lease asked about is lost, and nobody acquires it for its duration.
package struct LeaseStoreChanged: Error, Equatable, CustomStringConvertible {
    package init() {}

    package var description: String { "the lease store is another one than before" }
}
