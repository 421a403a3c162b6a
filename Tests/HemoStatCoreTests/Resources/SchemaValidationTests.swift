import Testing

@testable import HemoStatCore

/// Every field against every kind of mistake, generated from a document that uses every field.
@Suite struct SchemaValidationTests {
    private static let schema = HealthPolicySchema.resource

    @Test("a value of any wrong type is refused at its path, field by field")
    func wrongTypes() throws {
        let document = try DocumentSamples.document(DocumentSamples.maximal)
        let wrong: [DocumentNode.Value] = [
            .null, .bool(true), .integer(-5_000_000_000), .number(-0.25), .string("\u{7}not this"),
            .array([.object([])]),
            .object([.init(key: "no such field", value: 1)]),
        ]
        var cases = 0
        for node in document.all {
            for value in wrong where !Self.isFine(value, at: node) {
                cases += 1
                let changed = document.replacing(node.path) { DocumentNode(value, path: $0.path).placed($0.path) }
                let diagnostics = Self.schema.validate(changed)
                #expect(diagnostics.contains { $0.path.hasPrefix(node.path) }, "\(node.path) = \(value)")
            }
        }
        #expect(cases > 350)
    }

    @Test("a field nobody knows is refused in every object")
    func unknownNeighbours() throws {
        let document = try DocumentSamples.document(DocumentSamples.maximal)
        var cases = 0
        for node in document.all {
            guard case .object(let members) = node.value, !Self.isMap(node) else { continue }
            cases += 1
            let path = DocumentNode.path(node.path, member: "zzzzzzzzzz")
            let changed = document.replacing(node.path) {
                let stranger = DocumentNode.Member(key: "zzzzzzzzzz", value: DocumentNode(.null, path: path))
                return DocumentNode(.object(members + [stranger]), path: $0.path)
            }
            let diagnostics = Self.schema.validate(changed)
            #expect(diagnostics.map(\.path) == [path])
            #expect(diagnostics.first?.message.hasPrefix("unknown field \"zzzzzzzzzz\"; known here: ") == true)
        }
        #expect(cases > 20)
    }

    @Test("leaving out any field is an error exactly when it is required")
    func missing() throws {
        let document = try DocumentSamples.document(DocumentSamples.maximal)
        var refused: Set<String> = []
        for node in document.all where !node.path.isEmpty {
            let changed = Self.removing(node.path, from: document)
            if !Self.schema.validate(changed).isEmpty { refused.insert(node.pattern) }
        }
        #expect(
            refused == [
                "apiVersion", "kind", "metadata", "metadata.name", "spec", "spec.selector", "spec.expectations",
                "spec.expectations[]", "spec.expectations[].name", "spec.expectations[].state",
                "spec.expectations[].state.is", "spec.expectations[].health", "spec.expectations[].health.is",
                "spec.expectations[].exitCode", "spec.expectations[].exitCode.in", "spec.expectations[].cpu",
                "spec.expectations[].cpu.below", "spec.expectations[].memory", "spec.expectations[].memory.below",
                "spec.remediation.steps", "spec.remediation.steps[].action",
                "spec.remediation.steps[].action.restart", "spec.remediation.steps[].action.start",
                // The list is empty without its only item.
                "spec.selector.matchNames[]", "spec.selector.matchImages[]", "spec.remediation.steps[].when[]",
            ]
        )
    }

    @Test("all problems are found at once")
    func allAtOnce() {
        let document = DocumentSamples.minimal(spec: [
            ("priority", "high"),
            ("startupGrace", 5),
            ("expectations", .list([.object([("name", "Up"), ("state", .object([("is", "running")]))])])),
            ("remediaton", .object([])),
        ])
        let messages = Self.schema.validate(document).map { "\($0.path): \($0.message)" }
        #expect(
            messages == [
                "spec.priority: expected an integer from -1000000 to 1000000, found \"high\"",
                "spec.startupGrace: expected a duration such as 5m, found 5",
                "spec.expectations[0].name: expected a name of at most 63 lowercase letters, digits and inner hyphens,"
                    + " found \"Up\"",
                "spec.expectations[0].state.is: expected one of Running, Exited, Paused, found \"running\";"
                    + " did you mean \"Running\"?",
                "spec.remediaton: unknown field \"remediaton\"; did you mean \"remediation\"?",
            ]
        )
    }

    @Test("a flood of problems is counted, not listed")
    func flood() {
        let members = (0..<50_000).map { ("field\($0)", DocumentNode(.null)) }
        let diagnostics = Self.schema.validate(DocumentNode.object(members).placed())
        #expect(diagnostics.count == 201)
        #expect(diagnostics.last?.message == "and 49804 more problems; fix these first")
    }

    // MARK: Help

    /// Values of the table that happen to be right where they land.
    private static func isFine(_ value: DocumentNode.Value, at node: DocumentNode) -> Bool {
        switch (value, node.pattern) {
        case (.bool, "spec.suspend"): true
        // Chosen keys: a map takes any, and its values and the glob lists are text.
        case (.string, let path): path.hasPrefix("metadata.annotations") || path.hasPrefix("spec.selector.matchLabels")
        default: false
        }
    }

    private static func isMap(_ node: DocumentNode) -> Bool {
        ["metadata.labels", "metadata.annotations", "spec.selector.matchLabels"].contains(node.path)
    }

    private static func removing(_ path: String, from node: DocumentNode) -> DocumentNode {
        var copy = node
        switch node.value {
        case .array(let items):
            copy.value = .array(items.filter { $0.path != path }.map { removing(path, from: $0) })
        case .object(let members):
            let kept = members.filter { $0.value.path != path }
            copy.value = .object(kept.map { .init(key: $0.key, value: removing(path, from: $0.value)) })
        default: break
        }
        return copy
    }
}
