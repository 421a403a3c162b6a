/// One kind of resource: what it is called and what a document of it holds.
package struct ResourceSchema: Sendable {
    package let apiVersion: String
    package let kind: String
    package let prose: String
    /// The whole document, from `apiVersion` down.
    package let root: ObjectSchema

    package init(apiVersion: String, kind: String, prose: String, spec: ObjectSchema) {
        self.apiVersion = apiVersion
        self.kind = kind
        self.prose = prose
        root = ObjectSchema([
            .field("apiVersion", .choice([apiVersion]), .required, "group and version of the kind"),
            .field("kind", .choice([kind]), .required, "what the document describes"),
            .field("metadata", .object(MetadataSchema.object), .required, "name and labels"),
            .field("spec", .object(spec), .required, "what is wanted"),
        ])
    }

    /// Every problem of a document at once, in the order of the text.
    package func validate(_ document: DocumentNode) -> [Diagnostic] {
        var validator = SchemaValidator()
        validator.checkShape(of: document, as: .object(root))
        validator.checkRules(of: applyDefaults(document), as: .object(root))
        return validator.findings
    }

    /// The document with every default written out; parts of a wrong type stay as they are.
    package func applyDefaults(_ document: DocumentNode) -> DocumentNode {
        ValueType.object(root).applyDefaults(to: document)
    }

    /// Validates, fills in the defaults and decodes: the one way from a document to a resource, for YAML and JSON.
    package func read<Resource: Decodable>(_ document: DocumentNode, as _: Resource.Type) -> ResourceReading<Resource> {
        let diagnostics = validate(document)
        guard !diagnostics.contains(where: { $0.severity == .error }) else {
            return ResourceReading(resource: nil, diagnostics: diagnostics)
        }
        do {
            let resource = try DocumentDecoder.decode(Resource.self, from: applyDefaults(document))
            return ResourceReading(resource: resource, diagnostics: diagnostics)
        } catch {
            // Schema and struct disagree; `SchemaRoundTripTests` guards that they never do.
            let mismatch = Diagnostic("the document fits the schema but not the program: \(error)")
            return ResourceReading(resource: nil, diagnostics: diagnostics + [mismatch])
        }
    }
}
