import Testing

@testable import HemoStatCore
@testable import PolicyDocuments

/// Every field of every kind, wrong in every way, in a text: refused with exactly one problem, at exactly its place.
@Suite struct FieldMistakeTests {
    private static let schemas = ResourceSchemas.all
    private static let kinds = schemas.map(\.kind)

    @Test("documents that write every field are in order", arguments: kinds)
    func good(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        let documents = CoveringDocuments.all(of: schema)
        for document in documents {
            let text = YAMLEmitter(document).text
            #expect(Self.diagnostics(text, schema).map(YAMLText.brief) == [], "\(text)")
        }
        let written = Set(DocumentPlace.each(of: schema).map(\.place.pattern))
        #expect(Set(Self.patterns(of: .object(schema.root), "")).subtracting(written) == [])
    }

    @Test("a value of a wrong type", arguments: kinds)
    func wrongType(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        var cases = 0
        for (document, place) in DocumentPlace.each(of: schema) {
            // A document of nothing is none.
            let wrong = SampleTexts.everyShape.filter { value in
                place.type.complaint(about: value) != nil && (!place.path.isEmpty || value != .null)
            }
            // Three shapes a field, in turn: the fields of a type see them all.
            for offset in 0..<min(3, wrong.count) {
                let value = wrong[(cases + offset) % wrong.count]
                let emitter = YAMLEmitter(document.changing(place.way) { _ in DocumentNode(value) })
                Self.expect(place.path, at: emitter.values[place.path], in: emitter, schema) {
                    $0.hasPrefix("expected ") || place.path == "kind"
                }
            }
            cases += min(3, wrong.count)
        }
        #expect(cases > 50)
    }

    @Test("an unknown neighbour, first or last", arguments: kinds)
    func unknownNeighbour(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        var stranger = DocumentNode.Member(key: "zzzzzzzzzz", value: DocumentNode(.null))
        for (document, place) in DocumentPlace.each(of: schema) {
            guard case .object = place.type else { continue }
            let path = DocumentNode.path(place.path, member: stranger.key)
            for isFirst in place.way.isEmpty ? [true, false] : [place.way.count.isMultiple(of: 2)] {
                stranger.value = isFirst ? DocumentNode(.array([])) : DocumentNode(.null)
                let changed = document.changingMembers(of: place.way) {
                    $0.insert(stranger, at: isFirst ? 0 : $0.count)
                }
                let emitter = YAMLEmitter(changed)
                Self.expect(path, at: emitter.keys[path], in: emitter, schema) {
                    $0.hasPrefix("unknown field \"zzzzzzzzzz\"; known here: ")
                }
            }
        }
    }

    @Test("a misspelled field: one problem, with the field it was meant to be", arguments: kinds)
    func misspelled(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        for (document, place) in DocumentPlace.each(of: schema) {
            guard let field = place.field, field.name != "kind", field.name != "apiVersion" else { continue }
            let typo = String(field.name.prefix(1)) + "x" + String(field.name.dropFirst())
            let changed = document.changingMembers(of: place.way.dropLast()) { $0[place.way.last ?? 0].key = typo }
            let path = String(place.path.dropLast(field.name.count)) + typo
            let emitter = YAMLEmitter(changed)
            Self.expect(path, at: emitter.keys[path], in: emitter, schema) {
                $0 == "unknown field \"\(typo)\"; did you mean \"\(field.name)\"?"
            }
        }
    }

    @Test("a key of a map that is none", arguments: kinds)
    func wrongKey(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        for (document, place) in DocumentPlace.each(of: schema) {
            guard case .map = place.type else { continue }
            let changed = document.changingMembers(of: place.way) { members in
                members.insert(.init(key: "a b", value: members[0].value), at: 0)
            }
            let path = DocumentNode.path(place.path, member: "a b")
            let emitter = YAMLEmitter(changed)
            Self.expect(path, at: emitter.keys[path], in: emitter, schema) {
                $0.hasPrefix("expected ") && $0.hasSuffix(", found key \"a b\"")
            }
        }
    }

    @Test("a required field that is missing", arguments: kinds)
    func missing(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        var cases = 0
        for (document, place) in DocumentPlace.each(of: schema) {
            guard let field = place.field else { continue }
            let changed = document.changingMembers(of: place.way.dropLast()) { $0.remove(at: place.way.last ?? 0) }
            let emitter = YAMLEmitter(changed)
            let parent = Self.parent(of: place.path, field.name)
            switch field.presence {
            case .required:
                Self.expect(place.path, at: emitter.values[parent], in: emitter, schema) {
                    $0.hasPrefix("required field is missing")
                }
            case .oneOf:
                Self.expect(parent, at: emitter.values[parent], in: emitter, schema) {
                    $0.hasPrefix("expected exactly one ") && $0.hasSuffix(", found none")
                }
            default: continue
            }
            cases += 1
        }
        #expect(cases >= 4)
    }

    // MARK: Help

    private static func diagnostics(_ text: String, _ schema: ResourceSchema) -> [Diagnostic] {
        guard schema.isWrittenByOperator else {
            let file = schema.kind == PolicyTest.kind ? "f.test.yaml" : "f.yaml"
            return PolicyLoader.load(Array(text.utf8), file: file).diagnostics
        }
        return YAMLReader.documents(in: Array(text.utf8), file: "f.yaml").flatMap { document in
            document.diagnostics + (document.node.map(schema.validate) ?? [])
        }
    }

    private static func expect(
        _ path: String,
        at place: YAMLEmitter.Place?,
        in emitter: YAMLEmitter,
        _ schema: ResourceSchema,
        _ isRight: (String) -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = diagnostics(emitter.text, schema)
        let isExact =
            found.count == 1 && found[0].path == path && found[0].severity == .error && isRight(found[0].message)
            && found[0].position?.line == place?.line && found[0].position?.column == place?.column && place != nil
        #expect(isExact, "\(path): \(found.map(YAMLText.brief))", sourceLocation: sourceLocation)
    }

    private static func parent(of path: String, _ name: String) -> String {
        let parent = path.dropLast(name.count)
        return String(parent.hasSuffix(".") ? parent.dropLast() : parent)
    }

    private static func patterns(of type: ValueType, _ pattern: String) -> [String] {
        switch type {
        case .object(let schema):
            schema.fields.flatMap { field in
                let inner = pattern.isEmpty ? field.name : "\(pattern).\(field.name)"
                return [inner] + patterns(of: field.type, inner)
            }
        case .list(let element, _, _): patterns(of: element, pattern + "[]")
        case .map(_, let values): patterns(of: values, pattern + "{}")
        default: []
        }
    }
}
