import Testing

@testable import HemoStatCore

/// Every field of every kind against every kind of mistake, generated from documents that use every field.
///
/// The places in files are proved where YAML is read (`FieldMistakeTests`); here it is about values and paths.
@Suite struct SchemaValidationTests {
    @Test("a value of any wrong type is refused at its path, field by field", arguments: KindSample.all)
    func wrongTypes(sample: KindSample) throws {
        let wrong: [DocumentNode.Value] = [
            .null, .integer(-5_000_000_000), .string("\u{7}not this"), .array([.object([])]),
            .object([.init(key: "no such field", value: 1)]),
        ]
        try Self.eachField(of: sample) { document, place in
            for value in wrong where !Self.isFine(value, as: place.type) {
                let changed = document.replacing(place.node.path) { DocumentNode(value, path: $0.path).placed($0.path) }
                let paths = sample.schema.validate(changed).map(\.path)
                #expect(paths.contains { $0.hasPrefix(place.node.path) }, "\(place.node.path) = \(value)")
            }
        }
    }

    @Test("a field nobody knows is refused in every object", arguments: KindSample.all)
    func unknownNeighbours(sample: KindSample) throws {
        try Self.eachField(of: sample) { document, place in
            guard case .object = place.type, case .object(let members) = place.node.value else { return }
            let path = DocumentNode.path(place.node.path, member: "zzzzzzzzzz")
            let changed = document.replacing(place.node.path) {
                let stranger = DocumentNode.Member(key: "zzzzzzzzzz", value: DocumentNode(.null, path: path))
                return DocumentNode(.object(members + [stranger]), path: $0.path)
            }
            let diagnostics = sample.schema.validate(changed)
            #expect(diagnostics.map(\.path) == [path])
            #expect(diagnostics.first?.message.hasPrefix("unknown field \"zzzzzzzzzz\"; ") == true)
        }
    }

    /// What is no required field, and missed all the same because of what else the samples say.
    private static let missedByRules: Set<String> = [
        "spec.selector.matchExpressions[].values", "spec.selector.exclude.matchExpressions[].values",
        "spec.remediation.steps", "spec.remediation.steps[].action.cleanup.stoppedContainers",
        "spec.action.cleanup.stoppedContainers", "spec.tls.certFile", "spec.tls.keyFile", "spec.webhook.tls.certFile",
        "spec.webhook.tls.keyFile", "timeline[].set",
    ]

    @Test("leaving out any field is an error exactly when it is required", arguments: KindSample.all)
    func missing(sample: KindSample) throws {
        let fields = SchemaWalk.entries(of: sample.schema).reduce(into: [:]) { $0[$1.path] = $1.field }
        try Self.eachField(of: sample) { document, place in
            guard let field = fields[place.pattern] else { return }
            let changed = Self.removing(place.node.path, from: document)
            let errors = sample.schema.validate(changed).filter { $0.severity == .error }
            switch field.presence {
            case .required, .oneOf: #expect(errors.count == 1, "\(place.node.path): \(errors)")
            default:
                #expect(errors.isEmpty != Self.missedByRules.contains(place.pattern), "\(place.node.path): \(errors)")
            }
        }
    }

    @Test("a list of too few or too many items is one problem, at the list", arguments: KindSample.all)
    func counts(sample: KindSample) throws {
        try Self.eachField(of: sample) { document, place in
            guard case .list(_, let range, _) = place.type, let item = place.node.elements.first else { return }
            for count in [range.lowerBound - 1, range.upperBound + 1] where (0...100).contains(count) {
                let changed = document.replacing(place.node.path) {
                    DocumentNode.list(Array(repeating: item, count: count)).placed($0.path)
                }
                let here = sample.schema.validate(changed).filter { $0.path == place.node.path }.map(\.message)
                #expect(here == ["expected \(range.lowerBound) to \(range.upperBound) items, found \(count)"])
            }
        }
    }

    @Test("all problems are found at once")
    func allAtOnce() {
        let document = DocumentSamples.minimal(spec: [
            ("priority", "high"),
            ("startupGrace", 5),
            ("expectations", .list([.object([("name", "Up"), ("state", .object([("is", "running")]))])])),
            ("remediaton", .object([])),
        ])
        let messages = HealthPolicySchema.resource.validate(document).map { "\($0.path): \($0.message)" }
        #expect(
            messages == [
                "spec.priority: expected an integer from -1000000 to 1000000, found \"high\"",
                "spec.startupGrace: expected a duration such as 5m, found 5; write 5s",
                "spec.expectations[0].name: expected a name of at most 63 lowercase letters, digits and inner hyphens,"
                    + " found \"Up\"",
                "spec.expectations[0].state.is: expected one of Running, Exited, Paused, Absent, found \"running\";"
                    + " did you mean \"Running\"?",
                "spec.remediaton: unknown field \"remediaton\"; did you mean \"remediation\"?",
            ]
        )
    }

    @Test("a flood of problems is counted, not listed")
    func flood() {
        let members = (0..<50_000).map { ("field\($0)", DocumentNode(.null)) }
        let diagnostics = HealthPolicySchema.resource.validate(DocumentNode.object(members).placed())
        #expect(diagnostics.count == 201)
        #expect(diagnostics.last?.message == "and 49804 more problems; fix these first")
    }

    // MARK: Help

    private struct Place {
        let node: DocumentNode
        let type: ValueType
        /// `spec.expectations[].name`.
        let pattern: String
    }

    /// Once for each field, and for an item of each list, at the first place that writes it.
    private static func eachField(of sample: KindSample, _ body: (DocumentNode, Place) throws -> Void) throws {
        var seen: Set<String> = []
        for document in try sample.documents() {
            for place in places(document, .object(sample.schema.root), "") where !seen.contains(place.pattern) {
                seen.insert(place.pattern)
                try body(document, place)
            }
        }
        #expect(seen.count > 10)
    }

    private static func places(_ node: DocumentNode, _ type: ValueType, _ pattern: String) -> [Place] {
        let inner: [Place]
        switch type {
        case .object(let schema):
            inner = node.members.flatMap { member in
                schema.field(named: member.key).map {
                    places(member.value, $0.type, pattern.isEmpty ? member.key : "\(pattern).\(member.key)")
                } ?? []
            }
        case .list(let element, _, _): inner = node.elements.flatMap { places($0, element, pattern + "[]") }
        case .map(_, let values): inner = node.members.flatMap { places($0.value, values, pattern + "{}") }
        default: inner = []
        }
        return [Place(node: node, type: type, pattern: pattern)] + inner
    }

    /// Whether a value of the table happens to be right where it lands.
    private static func isFine(_ value: DocumentNode.Value, as type: ValueType) -> Bool {
        switch value {
        case .array, .object: false
        default: type.complaint(about: value) == nil
        }
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
