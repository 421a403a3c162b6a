import Testing

@testable import HemoStatCore

/// A kind with its schema, values that together use every field, and a value of which only what is required is written.
struct KindSample: Sendable, CustomTestStringConvertible {
    let schema: ResourceSchema
    /// What `Encodable` makes of the maximal values.
    let documents: @Sendable () throws -> [DocumentNode]
    /// The values of which reading their own document does not give back the same without a word.
    let strangers: @Sendable () throws -> [String]
    /// The smallest document.
    let minimal: DocumentNode
    /// Whether the smallest document reads as the value the struct's own defaults make.
    let agreesOnDefaults: @Sendable () -> Bool

    var testDescription: String { schema.kind }

    init<Kind: Resource>(
        _ schema: ResourceSchema,
        _ maximal: [Kind],
        minimal: [(String, DocumentNode)],
        meaning: Kind
    ) {
        let smallest = DocumentNode.object(
            [
                ("apiVersion", "hemostat.dev/v1"), ("kind", DocumentNode(.string(schema.kind))),
                ("metadata", .object([("name", "minimal")])),
            ] + minimal
        ).placed()
        self.schema = schema
        self.minimal = smallest
        documents = { try maximal.map(DocumentSamples.document) }
        strangers = {
            try maximal.compactMap { value in
                let reading = schema.read(try DocumentSamples.document(value), as: Kind.self)
                return reading.resource == value && reading.diagnostics.isEmpty ? nil : "\(reading)"
            }
        }
        agreesOnDefaults = {
            let reading = schema.read(smallest, as: Kind.self)
            return reading.diagnostics.isEmpty && reading.resource == meaning
        }
    }
}

extension KindSample {
    static let all = people + operators

    private static let meta = ObjectMeta(name: "minimal")
    private static let anything = DocumentNode.object([])
    private static let now = "2026-01-05T12:00:00Z"
    private static let noon = PolicyTest.usualStart

    static let policy = KindSample(
        HealthPolicySchema.resource,
        [Maximal.policy],
        minimal: [
            (
                "spec",
                .object([
                    ("selector", anything),
                    ("expectations", .list([.object([("name", "up"), ("state", .object([("is", "Running")]))])])),
                ])
            )
        ],
        meaning: HealthPolicy(
            metadata: meta,
            spec: .init(
                selector: .init(),
                expectations: [Expectation(name: "up", check: .state(.init(is: .running)))]
            )
        )
    )

    static let people: [KindSample] = [
        policy,
        KindSample(
            DockerHostSchema.resource,
            [Maximal.host],
            minimal: [("spec", .object([("endpoint", "unix:///var/run/docker.sock")]))],
            meaning: DockerHost(metadata: meta, spec: .init(endpoint: "unix:///var/run/docker.sock"))
        ),
        KindSample(
            AlertRouteSchema.resource,
            Maximal.routes,
            minimal: [("spec", .object([("test", anything)]))],
            meaning: AlertRoute(metadata: meta, spec: .init(test: .init()))
        ),
        KindSample(
            HoldSchema.resource,
            [Maximal.hold],
            minimal: [
                (
                    "spec",
                    .object([
                        ("selector", anything), ("owner", "Ada"), ("reason", "migration"),
                        ("expiresAt", DocumentNode(.string(now))),
                    ])
                )
            ],
            meaning: Hold(
                metadata: meta,
                spec: .init(selector: .init(), owner: "Ada", reason: "migration", expiresAt: noon)
            )
        ),
        KindSample(
            GitSourceSchema.resource,
            Maximal.sources,
            minimal: [("spec", .object([("url", "file:///srv/policies")]))],
            meaning: GitSource(metadata: meta, spec: .init(url: "file:///srv/policies"))
        ),
        KindSample(
            PolicyTestSchema.resource,
            [Maximal.test],
            minimal: [
                ("policies", .list(["web.yaml"])), ("containers", .list([.object([("name", "web-1")])])),
                (
                    "timeline",
                    .list([.object([("at", "0s"), ("expect", .object([("web-1", anything)]))])])
                ),
            ],
            meaning: PolicyTest(
                metadata: meta,
                policies: ["web.yaml"],
                containers: [TestContainer(name: "web-1")],
                timeline: [TestMoment(at: .zero, expect: ["web-1": TestExpectation()])]
            )
        ),
    ]

    static let operators: [KindSample] = [
        KindSample(
            ContainerSchema.resource,
            [Maximal.container],
            minimal: [("status", .object([("containerID", "4f1c"), ("image", "test"), ("state", "running")]))],
            meaning: Container(metadata: meta, status: .init(containerID: "4f1c", image: "test", state: "running"))
        ),
        KindSample(
            RemediationKindSchema.resource,
            Maximal.remediations,
            minimal: [
                (
                    "spec",
                    .object([
                        ("container", "web-1"), ("containerID", "4f1c"), ("episode", "e-1"), ("policy", "web"),
                        ("step", 0),
                        ("expectation", "up"), ("action", .object([("start", anything)])), ("cause", "it ended"),
                        ("confidence", 1),
                    ])
                )
            ],
            meaning: Remediation(
                metadata: meta,
                spec: .init(
                    container: "web-1",
                    containerID: "4f1c",
                    episode: "e-1",
                    policy: "web",
                    step: 0,
                    expectation: "up",
                    action: .start,
                    cause: "it ended",
                    confidence: 1
                )
            )
        ),
        KindSample(
            EventSchema.resource,
            [Maximal.event],
            minimal: [
                ("involvedObject", .object([("kind", "Container"), ("name", "web-1")])), ("reason", "Healed"),
                ("message", ""), ("firstTimestamp", DocumentNode(.string(now))),
                ("lastTimestamp", DocumentNode(.string(now))),
            ],
            meaning: Event(
                metadata: meta,
                involvedObject: .init(kind: "Container", name: "web-1"),
                reason: "Healed",
                message: "",
                firstTimestamp: noon,
                lastTimestamp: noon
            )
        ),
        KindSample(
            LeaseSchema.resource,
            [Maximal.lease],
            minimal: [("spec", anything)],
            meaning: Lease(metadata: meta, spec: .init())
        ),
    ]
}
