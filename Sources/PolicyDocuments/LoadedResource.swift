package import HemoStatCore

/// An accepted document of another kind than HealthPolicy, its defaults filled in.
package struct LoadedResource: Sendable, Equatable {
    package let kind: String
    package let name: String
    package let document: DocumentNode
    /// Of `metadata.name`.
    package let position: SourcePosition
}

extension PolicyLoad {
    /// The accepted documents of a kind, in the order of the files.
    package func resources<Kind: Resource>(_ kind: Kind.Type) -> [Kind] {
        guard let schema = ResourceSchemas.schema(ofKind: Kind.kind) else { return [] }
        return others.filter { $0.kind == Kind.kind }.compactMap { schema.read($0.document, as: kind).resource }
    }
}
