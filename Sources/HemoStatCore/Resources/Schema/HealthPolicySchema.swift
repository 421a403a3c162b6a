/// HealthPolicy, field by field: name, type, presence with its default, and what it means.
package enum HealthPolicySchema {
    package static let resource = ResourceSchema(
        kind: HealthPolicy.kind,
        plural: "healthpolicies",
        shortNames: ["hp"],
        prose: "desired health of the containers it selects, and what may be done when they are not",
        columns: [
            PrinterColumn("Matched", "integer", ".status.matched"),
            PrinterColumn("Converged", "integer", ".status.converged"),
            PrinterColumn("Diverged", "integer", ".status.diverged"),
            PrinterColumn("Mode", "string", ".spec.remediation.mode"),
            PrinterColumn("Priority", "integer", ".spec.priority", isWide: true),
            PrinterColumn("Held", "integer", ".status.held", isWide: true),
            PrinterColumn("Escalated", "integer", ".status.escalated", isWide: true),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: spec,
        status: status
    )

    /// Validates, defaults and decodes one document.
    package static func read(_ document: DocumentNode) -> ResourceReading<HealthPolicy> {
        resource.read(document, as: HealthPolicy.self)
    }

    static let spec = ObjectSchema(
        [
            .field("suspend", .boolean, .defaulted(false), "evaluated, still overrides others, never acts"),
            .field("priority", .integer(-1_000_000...1_000_000), .defaulted(0), "higher wins, per expectation name"),
            .field("selector", .object(SelectorSchema.object), .required, "which containers it binds; {} selects all"),
            .field("startupGrace", .duration(), .defaulted("0s"), "from each start, hides all but exits and OOM kills"),
            .field("expectations", ExpectationSchema.list, .required, "what must hold: named, each exactly one check"),
            .field("analysis", .object(analysis), .filled, "who looks for the cause, and how certain it must be"),
            .field("remediation", .object(RemediationSchema.object), .filled, "what may be done, when, and how often"),
            .field("alerts", .object(alerts), .filled, "whom to tell of what"),
        ],
        rules: [.whenNamesExpectations]
    )

    private static let analysis = ObjectSchema([
        .field("mode", .choice(AnalysisSpec.Mode.self), .defaulted("Hybrid"), "whom to ask for the cause"),
        .field("minimumConfidence", .number(0...1), .defaulted(0.7), "below it nothing is done"),
        .field("shadow", .boolean, .defaulted(false), "only record what the model says"),
    ])

    private static let alerts = ObjectSchema([
        .field("routes", .list(of: .text(.dnsSubdomain), 0...32), .optional, "AlertRoutes by name; all when absent"),
        .field("on", .list(of: .choice(AlertSpec.Occasion.self), 0...7), .defaulted(usualOccasions), "what is told"),
        .field("repeatEvery", .duration(from: .minutes(1)), .defaulted("4h"), "how often what lasts is told again"),
    ])

    private static let usualOccasions = DocumentNode.Value.array(
        AlertSpec.usualOccasions.map { DocumentNode(.string($0.rawValue)) }
    )

    private static let status = ObjectSchema([
        StatusSchema.observedGeneration,
        StatusSchema.conditions,
        StatusSchema.count("matched", "containers it selects"),
        StatusSchema.count("converged", "of them, those that are as they should be"),
        StatusSchema.count("diverged", "of them, those that are not"),
        StatusSchema.count("held", "of them, those a gate holds"),
        StatusSchema.count("escalated", "of them, those that need a person"),
    ])
}
