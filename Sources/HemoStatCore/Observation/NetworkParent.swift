/// The container whose network another one shares (`network_mode: container:…`, in Compose also `service:…`).
///
/// Docker hands a child its parent's network when the child starts; a parent that was started again has a new one.
package struct NetworkParent: Sendable, Equatable, Codable {
    /// The full ID of the container that stands in the parent's place now; nil when none is known.
    package var id: String?
    /// Its name, or that of the one that is gone; empty when not known.
    package var name: String
    /// Of its current run, or the last one.
    package var startedAt: Timestamp?
    package var status: ContainerStatus
    /// Whether it is the very container the child was made for: in the network of another one the child cannot be started.
    package var exists: Bool

    package init(
        id: String?,
        name: String,
        startedAt: Timestamp? = nil,
        status: ContainerStatus = .unknown,
        exists: Bool = true
    ) {
        self.id = id
        self.name = name
        self.startedAt = startedAt
        self.status = status
        self.exists = exists
    }
}
