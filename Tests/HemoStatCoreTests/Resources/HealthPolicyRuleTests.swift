import Testing

@testable import HemoStatCore

/// What only several fields together can get wrong.
@Suite struct HealthPolicyRuleTests {
    private static func problems(_ spec: [(String, DocumentNode)]) -> [String] {
        HealthPolicySchema.resource.validate(DocumentSamples.minimal(spec: spec)).map { "\($0.path): \($0.message)" }
    }

    private static func expectation(_ members: [(String, DocumentNode)]) -> DocumentNode { .object(members) }
    private static let running = DocumentNode.object([("is", "Running")])

    @Test("the selector may be empty, not absent")
    func selector() {
        #expect(Self.problems([("selector", .object([]))]) == [])
        let document = DocumentNode.object([
            ("apiVersion", "hemostat.dev/v1"), ("kind", "HealthPolicy"), ("metadata", .object([("name", "a")])),
            ("spec", .object([("expectations", .list([.object([("name", "up"), ("state", Self.running)])]))])),
        ]).placed()
        let diagnostics = HealthPolicySchema.resource.validate(document)
        #expect(diagnostics.map(\.path) == ["spec.selector"])
        #expect(
            diagnostics.first?.message == "required field is missing: which containers it binds; {} selects all"
        )
    }

    @Test("an expectation has exactly one check")
    func exactlyOneCheck() {
        let none = Self.expectation([("name", "up")])
        #expect(
            Self.problems([("expectations", .list([none]))]) == [
                "spec.expectations[0]: expected exactly one check (\(Check.Key.allCases.map(\.rawValue).joined(separator: ", "))),"
                    + " found none"
            ]
        )
        let two = Self.expectation([
            ("name", "up"), ("state", Self.running), ("health", .object([("is", "Healthy")])),
        ])
        #expect(
            Self.problems([("expectations", .list([two]))]) == [
                "spec.expectations[0]: expected exactly one check, found 2: state, health"
            ]
        )
        let misspelled = Self.expectation([("name", "up"), ("sttae", Self.running)])
        #expect(
            Self.problems([("expectations", .list([misspelled]))]) == [
                "spec.expectations[0].sttae: unknown field \"sttae\"; did you mean \"state\"?"
            ],
            "one mistake, one problem"
        )
    }

    @Test("names of expectations are unique")
    func uniqueNames() {
        let up = Self.expectation([("name", "up"), ("state", Self.running)])
        #expect(
            Self.problems([("expectations", .list([up, up]))]) == [
                "spec.expectations[1].name: \"up\" is already the name of spec.expectations[0]"
            ]
        )
    }

    @Test("a step answers expectations there are")
    func whenNames() {
        let step = DocumentNode.object([
            ("when", .list(["up", "pu", "memory"])), ("action", .object([("start", .object([]))])),
        ])
        #expect(
            Self.problems([("remediation", .object([("steps", .list([step]))]))]) == [
                "spec.remediation.steps[0].when[1]: no expectation is named \"pu\"; did you mean \"up\"?",
                "spec.remediation.steps[0].when[2]: no expectation is named \"memory\"; there is up",
            ]
        )
    }

    @Test("steps are required unless the mode is Observe", arguments: RemediationMode.allCases)
    func steps(mode: RemediationMode) {
        let problems = Self.problems([("remediation", .object([("mode", .init(.string(mode.rawValue)))]))])
        let expected = "spec.remediation.steps: mode \(mode.rawValue) needs at least one step, found none"
        #expect(problems == (mode == .observe ? [] : [expected]))
    }

    @Test(
        "a sampled check lasts nothing or at least a period",
        arguments: [("0s", true), ("1s", true), ("999ms", false), ("1ms", false), ("2m", true)]
    )
    func sampled(text: String, isFine: Bool) {
        for check in ["cpu", "memory"] {
            let usage = Self.expectation([
                ("name", "usage"), (check, .object([("below", "80%")])), ("for", .init(.string(text))),
            ])
            let expected =
                "spec.expectations[0].for: \(check) is sampled every 1s: expected 0s or at least 1s, found \(text)"
            #expect(Self.problems([("expectations", .list([usage]))]) == (isFine ? [] : [expected]))
        }
        let state = Self.expectation([("name", "up"), ("state", Self.running), ("for", .init(.string(text)))])
        #expect(Self.problems([("expectations", .list([state]))]) == [])
    }

    @Test("verification has time enough, defaults counted in")
    func verify() {
        func problems(_ members: [(String, DocumentNode)]) -> [String] {
            Self.problems([("remediation", .object([("verify", .object(members))]))])
        }
        #expect(problems([("stableFor", "2m")]) == [])
        #expect(
            problems([("stableFor", "3m")]) == [
                "spec.remediation.verify.timeout: expected at least stableFor (3m), found 2m"
            ]
        )
        #expect(
            problems([("timeout", "10s")]) == [
                "spec.remediation.verify.timeout: expected at least stableFor (30s), found 10s"
            ]
        )
    }

    @Test("`for` is 0s, but 1m for what is sampled")
    func defaultFor() throws {
        let document = DocumentSamples.minimal(spec: [
            (
                "expectations",
                .list([
                    .object([("name", "up"), ("state", Self.running)]),
                    .object([("name", "cpu"), ("cpu", .object([("below", "80%")]))]),
                    .object([("name", "memory"), ("memory", .object([("below", "80%")])), ("for", "0s")]),
                ])
            )
        ])
        let policy = try #require(HealthPolicySchema.read(document).resource)
        #expect(policy.spec.expectations.map(\.sustainedFor) == [.zero, .minutes(1), .zero])
        #expect(policy.spec.expectations.map(\.severity) == [.medium, .medium, .medium])
    }

    @Test("an action's own defaults are filled in, however deep")
    func defaultTimeout() throws {
        let document = DocumentSamples.minimal(spec: [
            (
                "remediation",
                .object([
                    ("mode", "Enforce"), ("steps", .list([.object([("action", .object([("restart", .object([]))]))])])),
                ])
            )
        ])
        let policy = try #require(HealthPolicySchema.read(document).resource)
        #expect(policy.spec.remediation.steps == [RemediationStep(action: .restart(timeout: .seconds(10)))])
    }

    @Test(
        "bounds",
        arguments: [
            ("analysis", "minimumConfidence", DocumentNode.Value.integer(1), true),
            ("analysis", "minimumConfidence", .number(1.01), false),
            ("analysis", "minimumConfidence", .string("0.9"), false),
            ("remediation", "cooldown", .string("0s"), true),
            ("remediation", "cooldown", .string("-5m"), false),
            ("remediation", "cooldown", .string("87600h"), true),
            ("remediation", "cooldown", .string("87600h1ms"), false),
        ]
    )
    func bounds(object: String, field: String, value: DocumentNode.Value, isFine: Bool) {
        #expect(Self.problems([(object, .object([(field, DocumentNode(value))]))]).isEmpty == isFine)
    }
}
