/// The announcement that a lease is free.
package struct LeaseRelease: Sendable, Equatable, Codable {
    package var lease: String
    /// Who gave it back.
    package var holder: String

    package init(lease: String, holder: String) {
        self.lease = lease
        self.holder = holder
    }
}
