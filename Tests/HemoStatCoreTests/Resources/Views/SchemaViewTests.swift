import Testing

@testable import HemoStatCore

/// Every view against the table it is made from.
@Suite struct SchemaViewTests {
    private static let dialects: [SchemaDialect] = [.openAPI, .customResource, .editor]

    @Test("every field of every kind is in every view, with its words, its default and whether it is required")
    func everyField() throws {
        for (dialect, kind) in Self.dialects.flatMap({ dialect in ResourceSchemas.all.map { (dialect, $0) } }) {
            let root = JSONValue.object(SchemaView(dialect: dialect).schema(of: kind))
            for (path, field) in SchemaSamples.fields(of: kind) where !Self.isKubernetesOwn(path, in: dialect) {
                let steps = path.split(separator: ".").dropFirst().map(String.init)
                let parent = Self.object(at: steps.dropLast(), below: root)
                let schema = try #require(parent["properties"]?[field.name], "\(dialect) \(path)")
                #expect(schema["description"] == .string(field.description), "\(dialect) \(path)")
                let isRequired = parent["required"]?.elements.contains(.string(field.name)) ?? false
                switch field.presence {
                case .required:
                    // Kubernetes sees to its own fields, and clients cannot write status.
                    let isLeftOut = dialect == .customResource && steps.count == 1 && field.name != "spec"
                    #expect(isRequired != isLeftOut, "\(dialect) \(path)")
                case .defaulted(let value): #expect(schema["default"] == JSONValue(value) && !isRequired, "\(path)")
                case .optional, .oneOf, .defaultedWith: #expect(schema["default"] == nil && !isRequired, "\(path)")
                }
                if case .choice(let words) = field.type, !Self.isKubernetesWord(path, in: dialect) {
                    #expect(schema["enum"] == .strings(words), "\(dialect) \(path)")
                }
            }
        }
    }

    @Test("structural schemas keep Kubernetes' rules", arguments: CustomResourceDefinition.all.map(\.schema.kind))
    func structural(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        let root = SchemaView(dialect: .customResource).schema(of: schema)
        #expect(Self.breaches(of: root, at: kind) == [])
        #expect(root["properties"]?["metadata"] == ["type": "object"])
        #expect(root["properties"]?["kind"]?["type"] == "string")
    }

    @Test(
        "whole documents made from a table are taken by it and by every view of it",
        arguments: ResourceSchemas.all.map(\.kind)
    )
    func documents(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        let editor = JSONSchemaChecker(root: EditorSchema.value)
        let openAPI = JSONSchemaChecker(root: OpenAPIDocument.group(), isStrict: true)
        for number in 0..<17 {
            let document = SchemaSamples.value(.object(schema.root), number)
            #expect(Self.shapeProblems(of: document, as: .object(schema.root)) == [], "\(number)")
            let value = JSONValue(document.value)
            if !schema.isWrittenByOperator { #expect(try editor.accepts(value, EditorSchema.value), "\(number)") }
            if kind != PolicyTest.kind {
                let reference: JSONValue = ["$ref": .string(OpenAPIDocument.reference(kind))]
                #expect(try openAPI.accepts(value, reference), "\(number)")
            }
        }
    }

    @Test("the views judge the value of every field as the table does", arguments: ResourceSchemas.all.map(\.kind))
    func values(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        let checker = JSONSchemaChecker(root: OpenAPIDocument.group(), isStrict: true)
        for dialect in Self.dialects {
            let view = SchemaView(dialect: dialect)
            for (path, field) in SchemaSamples.fields(of: schema) {
                let view = JSONValue.object(view.type(field.type))
                for candidate in Self.candidates(for: field.type) where !Self.isBeyond(field.type, candidate.value) {
                    let isTaken = try checker.accepts(JSONValue(candidate.value), view)
                    let isRight = Self.shapeProblems(of: candidate, as: field.type).isEmpty
                    #expect(isTaken == isRight, "\(dialect) \(path): \(JSONValue(candidate.value).json)")
                }
            }
        }
    }

    @Test("an editor refuses documents of no kind, of kinds the operator writes, and unknown fields")
    func refused() throws {
        let checker = JSONSchemaChecker(root: EditorSchema.value)
        let hold = JSONValue(SchemaSamples.value(.object(HoldSchema.resource.root), 0).value)
        guard case .object(var object) = hold else { return }
        #expect(try checker.accepts(hold, EditorSchema.value))
        #expect(try checker.accepts(["apiVersion": "v1", "kind": "List", "items": [hold, hold]], EditorSchema.value))
        #expect(try !checker.accepts(["apiVersion": "v1", "kind": "List", "items": [[:]]], EditorSchema.value))
        for kind in ["Container", "Holds", "hold"] {
            object["kind"] = .string(kind)
            #expect(try !checker.accepts(.object(object), EditorSchema.value))
        }
        object["kind"] = "Hold"
        object["unknown"] = 1
        #expect(try !checker.accepts(.object(object), EditorSchema.value))
    }

    // MARK: Walking

    /// The schema at a path, below items and values.
    private static func object(at steps: ArraySlice<String>, below root: JSONValue) -> JSONValue {
        steps.reduce(innermost(root)) { schema, step in innermost(schema["properties"]?[step] ?? .null) }
    }

    private static func innermost(_ schema: JSONValue) -> JSONValue {
        if let items = schema["items"] { return innermost(items) }
        if let values = schema["additionalProperties"], values != false { return innermost(values) }
        return schema
    }

    private static func isKubernetesOwn(_ path: String, in dialect: SchemaDialect) -> Bool {
        dialect == .customResource && path.split(separator: ".").dropFirst().first == "metadata"
    }

    private static func isKubernetesWord(_ path: String, in dialect: SchemaDialect) -> Bool {
        let steps = path.split(separator: ".")
        return dialect == .customResource && steps.count == 2 && ["apiVersion", "kind"].contains(steps[1])
    }

    // MARK: Judging

    private static func shapeProblems(of document: DocumentNode, as type: ValueType) -> [Diagnostic] {
        var validator = SchemaValidator()
        validator.checkShape(of: document, as: type)
        return validator.findings
    }

    /// Right ones and wrong ones of every shape.
    private static func candidates(for type: ValueType) -> [DocumentNode] {
        let texts = ["", "0", "5m", "-1h", "50%", "0.5%", "512Mi", "a", "A b", "..", "Running", "2026-01-05T12:00:00Z"]
        var values: [DocumentNode.Value] = [
            .null, .bool(true), .integer(-1), .integer(0), .integer(1), .integer(1 << 40),
        ]
        values += [.number(0.5), .number(-0.5), .array([]), .object([])] + texts.map(DocumentNode.Value.string)
        values.append(.object([.init(key: "unknown!", value: DocumentNode(.integer(1)))]))
        values.append(.array([DocumentNode(.string("a"))]))
        values.append(.array(Array(repeating: DocumentNode(.integer(1)), count: 300)))
        if case .integer(let range) = type {
            if range.lowerBound > .min { values.append(.integer(range.lowerBound - 1)) }
            if range.upperBound < .max { values.append(.integer(range.upperBound + 1)) }
        }
        return values.map { DocumentNode($0) } + (0..<4).map { SchemaSamples.value(type, $0) }
    }

    /// What no schema has words for: bounds of notations, and formats.
    private static func isBeyond(_ type: ValueType, _ value: DocumentNode.Value) -> Bool {
        switch (type, value) {
        case (.duration, .string), (.percentage, .string), (.quantity, .string), (.countOrPercentage, .string),
            (.timestamp, .string):
            true
        case (.text(.gitReference), .string): true
        case (.list(let element, _, _), .array(let items)): items.contains { isBeyond(element, $0.value) }
        case (.map, .object): true
        case (.object(let schema), .object(let members)):
            members.contains { member in
                schema.field(named: member.key).map { isBeyond($0.type, member.value.value) } ?? false
            }
        default: false
        }
    }

    /// The rules of Kubernetes' structural schemas.
    private static func breaches(of schema: JSONObject, at path: String) -> [String] {
        var breaches: [String] = []
        let isEither = schema["x-kubernetes-int-or-string"] == true
        if (schema["type"] == nil) != isEither { breaches.append("\(path): type") }
        if schema["properties"] != nil, schema["additionalProperties"] != nil { breaches.append("\(path): both") }
        for keyword in ["$ref", "definitions", "patternProperties", "propertyNames", "const", "if", "uniqueItems"]
        where schema[keyword] != nil { breaches.append("\(path): \(keyword)") }
        for branch in (schema["oneOf"]?.elements ?? [])
            + (schema["allOf"]?.elements.flatMap { $0["oneOf"]?.elements ?? [] } ?? [])
        {
            guard case .object(let rules) = branch, rules.members.map(\.key) == ["required"] else {
                breaches.append("\(path): more than required in oneOf")
                continue
            }
        }
        for name in schema["required"]?.elements ?? [] {
            guard case .string(let name) = name, schema["properties"]?[name] != nil else {
                breaches.append("\(path): required \(name)")
                continue
            }
        }
        for key in schema["x-kubernetes-list-map-keys"]?.elements ?? []
        where schema["items"]?["required"]?.elements.contains(key) != true { breaches.append("\(path): key \(key)") }
        for keyword in ["items", "additionalProperties"] {
            if case .object(let inner)? = schema[keyword] {
                breaches += Self.breaches(of: inner, at: "\(path).\(keyword)")
            }
        }
        if schema["type"] == "array", schema["items"] == nil { breaches.append("\(path): no items") }
        guard case .object(let properties)? = schema["properties"] else { return breaches }
        return properties.members.reduce(into: breaches) { breaches, member in
            guard case .object(let inner) = member.value else { return breaches.append("\(path).\(member.key)") }
            breaches += Self.breaches(of: inner, at: "\(path).\(member.key)")
        }
    }
}
