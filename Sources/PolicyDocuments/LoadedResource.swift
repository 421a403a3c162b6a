package import HemoStatCore

/// An accepted document of another kind than HealthPolicy, its defaults filled in.
package struct LoadedResource: Sendable, Equatable {
    package let kind: String
    package let name: String
    package let document: DocumentNode
    /// Of `metadata.name`.
    package let position: SourcePosition
}
