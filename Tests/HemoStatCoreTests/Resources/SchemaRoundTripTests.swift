import Testing

@testable import HemoStatCore

/// Struct and schema are two views of one kind: these hold them together.
@Suite struct SchemaRoundTripTests {
    @Test("a document using every field reads back as the same policy")
    func roundTrip() throws {
        let document = try DocumentSamples.document(DocumentSamples.maximal)
        let reading = HealthPolicySchema.read(document)
        #expect(reading.diagnostics == [])
        #expect(reading.resource == DocumentSamples.maximal)
    }

    @Test("schema and struct have exactly the same fields")
    func sameFields() throws {
        let encoded = try DocumentSamples.document(DocumentSamples.maximal).all.map(\.pattern)
        let written = Set(encoded.filter { !$0.isEmpty && !$0.hasSuffix("[]") && !Self.isChosenKey($0) })
        let known = Set(Self.paths(of: .object(HealthPolicySchema.resource.root), at: ""))
        #expect(known.subtracting(written) == [], "in the schema, not in the struct (or not in the maximal document)")
        #expect(written.subtracting(known) == [], "in the struct, not in the schema")
        #expect(known.count == 47)
    }

    @Test("a minimal document and the struct's own defaults mean the same")
    func defaults() throws {
        let reading = HealthPolicySchema.read(DocumentSamples.minimal())
        let expected = HealthPolicy(
            metadata: ObjectMeta(name: "minimal"),
            spec: .init(
                selector: ContainerSelector(),
                expectations: [Expectation(name: "up", check: .state(.init(is: .running)))]
            )
        )
        #expect(reading.diagnostics == [])
        #expect(reading.resource == expected)
    }

    @Test("schema and checks agree on what is sampled")
    func sampled() {
        for check in DocumentSamples.maximal.spec.expectations.map(\.check) {
            #expect(HealthPolicySchema.sampled.contains(check.keyword) == check.isSampled)
        }
    }

    @Test("defaults are applied once: a second time changes nothing")
    func idempotent() throws {
        let schema = HealthPolicySchema.resource
        let once = schema.applyDefaults(DocumentSamples.minimal())
        #expect(schema.applyDefaults(once) == once)
        #expect(schema.validate(once) == [])
        let maximal = try DocumentSamples.document(DocumentSamples.maximal)
        #expect(schema.applyDefaults(maximal) == maximal)
    }

    @Test("every field of the schema explains itself and every default fits its own type")
    func prose() {
        for field in Self.fields(of: .object(HealthPolicySchema.resource.root)) {
            #expect(!field.prose.isEmpty && !field.prose.hasSuffix("."), "\(field.name)")
            switch field.presence {
            case .defaulted(let value): #expect(field.type.complaint(about: value) == nil, "\(field.name)")
            case .defaultedWith(_, let value, let otherwise):
                #expect(field.type.complaint(about: value) == nil)
                #expect(field.type.complaint(about: otherwise) == nil)
            case .required, .optional, .oneOf: break
            }
        }
    }

    // MARK: Walking a schema

    private static func isChosenKey(_ path: String) -> Bool {
        ["metadata.labels.", "metadata.annotations.", "spec.selector.matchLabels."].contains { path.hasPrefix($0) }
    }

    private static func paths(of type: ValueType, at path: String) -> [String] {
        switch type {
        case .object(let schema):
            schema.fields.flatMap { field in
                let inner = DocumentNode.path(path, member: field.name)
                return [inner] + paths(of: field.type, at: inner)
            }
        case .list(let element, _, _): paths(of: element, at: path + "[]")
        default: []
        }
    }

    private static func fields(of type: ValueType) -> [SchemaField] {
        switch type {
        case .object(let schema): schema.fields + schema.fields.flatMap { fields(of: $0.type) }
        case .list(let element, _, _): fields(of: element)
        default: []
        }
    }
}
