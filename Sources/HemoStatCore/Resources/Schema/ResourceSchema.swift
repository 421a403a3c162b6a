/// One kind of resource: what it is called and what a document of it holds.
package struct ResourceSchema: Sendable {
    package let kind: String
    /// As in addresses: `healthpolicies`.
    package let plural: String
    package let shortNames: [String]
    package let scope: ResourceScope
    package let prose: String
    /// Nobody else may write it.
    package let isWrittenByOperator: Bool
    package let columns: [PrinterColumn]
    /// The whole document, from `apiVersion` down.
    package let root: ObjectSchema

    package var apiVersion: String { ResourceGroup.apiVersion }
    package var singular: String { kind.lowercased() }

    /// A kind with `spec` and `status`.
    package init(
        kind: String,
        plural: String,
        shortNames: [String],
        scope: ResourceScope = .cluster,
        prose: String,
        isWrittenByOperator: Bool = false,
        columns: [PrinterColumn] = [],
        spec: ObjectSchema?,
        status: ObjectSchema? = nil
    ) {
        var fields: [SchemaField] = []
        if let spec { fields.append(.field("spec", .object(spec), .required, "what is wanted")) }
        if let status {
            let presence = spec == nil ? SchemaField.Presence.required : .optional
            fields.append(.field("status", .object(status), presence, "what is, written by the operator"))
        }
        self.init(
            kind: kind,
            plural: plural,
            shortNames: shortNames,
            scope: scope,
            prose: prose,
            isWrittenByOperator: isWrittenByOperator,
            columns: columns,
            fields: fields
        )
    }

    /// A kind whose fields stand at the root of its documents.
    package init(
        kind: String,
        plural: String,
        shortNames: [String] = [],
        scope: ResourceScope = .cluster,
        prose: String,
        isWrittenByOperator: Bool = false,
        columns: [PrinterColumn] = [],
        fields: [SchemaField],
        rules: [SchemaRule] = []
    ) {
        self.kind = kind
        self.plural = plural
        self.shortNames = shortNames
        self.scope = scope
        self.prose = prose
        self.isWrittenByOperator = isWrittenByOperator
        self.columns = columns
        root = ObjectSchema(
            [
                .field("apiVersion", .choice([ResourceGroup.apiVersion]), .required, "group and version of the kind"),
                .field("kind", .choice([kind]), .required, "what the document describes"),
                .field("metadata", .object(MetadataSchema.object), .required, "name and labels"),
            ] + fields,
            rules: rules
        )
    }

    /// Every problem of a document at once, in the order of the text.
    package func validate(_ document: DocumentNode) -> [Diagnostic] { check(document).diagnostics }

    /// The document with every default written out; parts of a wrong type stay as they are.
    package func applyDefaults(_ document: DocumentNode) -> DocumentNode {
        ValueType.object(root).applyDefaults(to: document)
    }

    /// The problems, and the document with its defaults as far as it makes sense.
    private func check(_ document: DocumentNode) -> (diagnostics: [Diagnostic], complete: DocumentNode) {
        var validator = SchemaValidator()
        validator.checkShape(of: document, as: .object(root))
        let meant = validator.needsGuessing ? ValueType.object(root).asMeant(document) : document
        let complete = applyDefaults(meant)
        validator.checkRules(of: complete, as: .object(root))
        return (validator.findings, complete)
    }

    /// Validates, fills in the defaults and decodes: the one way from a document to a resource, for YAML and JSON.
    package func read<Resource: Decodable>(_ document: DocumentNode, as _: Resource.Type) -> ResourceReading<Resource> {
        let (diagnostics, complete) = check(document)
        guard !diagnostics.contains(where: { $0.severity == .error }) else {
            return ResourceReading(resource: nil, diagnostics: diagnostics)
        }
        do {
            let resource = try DocumentDecoder.decode(Resource.self, from: complete)
            return ResourceReading(resource: resource, diagnostics: diagnostics)
        } catch {
            // Schema and struct disagree; `SchemaRoundTripTests` guards that they never do.
            let mismatch = Diagnostic("the document fits the schema but not the program: \(error)")
            return ResourceReading(resource: nil, diagnostics: diagnostics + [mismatch])
        }
    }
}
