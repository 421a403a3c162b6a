/// What every resource carries besides spec and status; Kubernetes' `ObjectMeta`, the part we use.
package struct ObjectMeta: Sendable, Equatable, Codable {
    package var name: String
    package var labels: [String: String]?
    package var annotations: [String: String]?
    /// Grows with every change of `spec`'s meaning; 0 for a document that was never applied.
    package var generation: Int64?

    package init(
        name: String,
        labels: [String: String]? = nil,
        annotations: [String: String]? = nil,
        generation: Int64? = nil
    ) {
        self.name = name
        self.labels = labels
        self.annotations = annotations
        self.generation = generation
    }
}
