/// What every resource carries besides spec and status; Kubernetes' `ObjectMeta`, the part we use.
package struct ObjectMeta: Sendable, Equatable, Codable {
    package var name: String
    /// The host, of kinds that live on one.
    package var namespace: String?
    package var labels: [String: String]?
    package var annotations: [String: String]?
    /// Grows with every change of `spec`'s meaning; nil for a document that was never applied.
    package var generation: Int64?
    package var uid: String?
    /// Changes with every write; opaque.
    package var resourceVersion: String?
    package var creationTimestamp: Timestamp?
    package var deletionTimestamp: Timestamp?
    /// Who has to agree before a deleted resource goes.
    package var finalizers: [String]?

    package init(
        name: String,
        namespace: String? = nil,
        labels: [String: String]? = nil,
        annotations: [String: String]? = nil,
        generation: Int64? = nil,
        uid: String? = nil,
        resourceVersion: String? = nil,
        creationTimestamp: Timestamp? = nil,
        deletionTimestamp: Timestamp? = nil,
        finalizers: [String]? = nil
    ) {
        self.name = name
        self.namespace = namespace
        self.labels = labels
        self.annotations = annotations
        self.generation = generation
        self.uid = uid
        self.resourceVersion = resourceVersion
        self.creationTimestamp = creationTimestamp
        self.deletionTimestamp = deletionTimestamp
        self.finalizers = finalizers
    }
}
