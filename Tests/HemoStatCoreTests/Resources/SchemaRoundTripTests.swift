import Testing

@testable import HemoStatCore

/// Struct and schema are two views of one kind: these hold them together.
@Suite struct SchemaRoundTripTests {
    @Test("every kind there is has a sample")
    func everyKind() {
        #expect(Set(KindSample.all.map(\.schema.kind)) == Set(ResourceSchemas.all.map(\.kind)))
        #expect(KindSample.all.count == ResourceSchemas.all.count)
        #expect(KindSample.operators.allSatisfy { $0.schema.isWrittenByOperator })
        #expect(!KindSample.people.contains { $0.schema.isWrittenByOperator })
    }

    @Test("documents using every field read back as the same values", arguments: KindSample.all)
    func roundTrip(sample: KindSample) throws {
        let strangers = try sample.strangers()
        #expect(strangers == [])
    }

    @Test("schema and struct have exactly the same fields", arguments: KindSample.all)
    func sameFields(sample: KindSample) throws {
        let written = try sample.documents().reduce(into: Set<String>()) {
            $0.formUnion(SchemaWalk.paths(in: $1, sample.schema))
        }
        let known = Set(SchemaWalk.entries(of: sample.schema).map(\.path))
        #expect(known.subtracting(written) == [], "in the schema, not in the struct (or not in the maximal values)")
        #expect(written.subtracting(known) == [], "in the struct, not in the schema")
    }

    @Test("a minimal document and the struct's own defaults mean the same", arguments: KindSample.all)
    func defaults(sample: KindSample) { #expect(sample.agreesOnDefaults()) }

    @Test("schema and checks agree on what is measured, what is probed and what has a period")
    func periods() throws {
        #expect(Set(Maximal.checks.map(\.keyword)).count == Check.Key.allCases.count)
        for check in Maximal.checks {
            #expect(ExpectationSchema.metrics.contains(check.keyword) == check.isMetric)
            #expect(ExpectationSchema.probes.contains(check.keyword) == (check.probe != nil))
            #expect((check.period != nil) == (check.isMetric || check.probe != nil))
        }
        let probes =
            [
                (Check.http(.init(url: "http://a/")), "url", "http://a/"), (.tcp(.init(port: 1)), "port", 1),
                (.exec(.init(command: ["true"])), "command", .list(["true"])),
            ] as [(Check, String, DocumentNode)]
        for (check, field, value) in probes {
            let expectation = DocumentNode.object([
                ("name", "a"), (check.keyword, .object([(field, value)])),
            ])
            let document = DocumentSamples.minimal(spec: [("expectations", .list([expectation]))])
            let policy = try #require(HealthPolicySchema.read(document).resource)
            #expect(policy.spec.expectations == [Expectation(name: "a", check: check)], "a probe's own defaults")
        }
    }

    @Test("schema and actions agree on what there is")
    func actions() {
        #expect(Maximal.actions.map(\.keyword) == RemediationAction.keywords)
        #expect(ActionSchema.object.fields.map(\.name) == RemediationAction.keywords)
    }

    @Test("an action's own defaults are the struct's")
    func actionDefaults() throws {
        let given: [(RemediationAction, [(String, DocumentNode)])] = [
            (.restart(.init()), []), (.stop(.init()), []), (.exec(.init(command: ["a"])), [("command", .list(["a"]))]),
            (.scaleUp(.init(max: 3)), [("max", 3)]), (.scaleDown(.init()), []),
            (.cleanup(.init(danglingImages: true)), [("danglingImages", DocumentNode(.bool(true)))]),
        ]
        for (action, members) in given {
            let step = DocumentNode.object([("action", .object([(action.keyword, .object(members))]))])
            let remediation = DocumentNode.object([("mode", "Enforce"), ("steps", .list([step]))])
            let policy = HealthPolicySchema.read(DocumentSamples.minimal(spec: [("remediation", remediation)])).resource
            #expect(policy?.spec.remediation.steps == [RemediationStep(action: action)])
        }
    }

    @Test("defaults are applied once: a second time changes nothing", arguments: KindSample.all)
    func idempotent(sample: KindSample) throws {
        let once = sample.schema.applyDefaults(sample.minimal)
        #expect(sample.schema.applyDefaults(once) == once)
        #expect(sample.schema.validate(once) == [])
        for document in try sample.documents() where sample.schema.kind != GitSource.kind {
            #expect(sample.schema.applyDefaults(document) == document)
        }
    }

    @Test("every field of the schema explains itself and every default fits its own type", arguments: KindSample.all)
    func prose(sample: KindSample) {
        for entry in SchemaWalk.entries(of: sample.schema) {
            let field = entry.field
            #expect(!field.prose.isEmpty && field.prose.count <= 72 && !field.prose.hasSuffix("."), "\(entry.path)")
            #expect(field.prose.contains { !$0.isWhitespace } && !field.prose.contains("\n"), "\(entry.path)")
            switch field.presence {
            case .defaulted(let value): Self.expectFit(value, field.type, entry.path)
            case .defaultedWith(let fields, let value, let otherwise):
                Self.expectFit(value, field.type, entry.path)
                Self.expectFit(otherwise, field.type, entry.path)
                #expect(!fields.isEmpty)
            case .required, .optional, .oneOf: break
            }
        }
    }

    /// Deeply, and by the rules of the type as well.
    private static func expectFit(_ value: DocumentNode.Value, _ type: ValueType, _ path: String) {
        var validator = SchemaValidator()
        let node = DocumentNode(value)
        validator.checkShape(of: node, as: type)
        validator.checkRules(of: type.applyDefaults(to: node), as: type)
        #expect(validator.findings == [], "\(path)")
    }
}
