package import HemoStatCore

/// An accepted policy and the place it names itself at.
package struct LoadedPolicy: Sendable, Equatable {
    package let policy: HealthPolicy
    /// Of `metadata.name`.
    package let position: SourcePosition
}
