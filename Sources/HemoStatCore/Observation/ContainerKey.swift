/// What the work queue holds: one container on one host.
///
/// Never a payload, so nothing in it can be stale.
package struct ContainerKey: Sendable, Hashable, Codable, CustomStringConvertible {
    package let host: String
    /// The full 64-digit ID.
    ///
    /// A recreated container is another key.
    package let id: String

    package init(host: String, id: String) {
        self.host = host
        self.id = id
    }

    package var description: String { "\(host)/\(id.prefix(12))" }
}
