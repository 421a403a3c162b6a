/// A file below `manifests` that is made from the schemas; `make generate` writes them.
package struct GeneratedFile: Sendable, Equatable {
    /// Relative to `manifests`.
    package let path: String
    package let text: String

    /// The folder below `manifests` that holds nothing but the CRDs.
    package static let definitionFolder = "kubernetes/crds"

    /// Every file as it should be now.
    package static var all: [GeneratedFile] {
        let definitions = CustomResourceDefinition.all.map { definition in
            GeneratedFile(
                path: "\(definitionFolder)/\(definition.fileName)",
                text: "# Made by `make generate` from HemoStat's schemas: edit those.\n---\n\(definition.value.yaml)"
            )
        }
        let editor = GeneratedFile(path: "schemas/\(EditorSchema.fileName)", text: EditorSchema.value.prettyJSON)
        return definitions + [editor]
    }
}
