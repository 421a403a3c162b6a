/// HealthPolicy, field by field: name, type, presence with its default, and what it means.
package enum HealthPolicySchema {
    package static let resource = ResourceSchema(
        apiVersion: HealthPolicy.apiVersion,
        kind: HealthPolicy.kind,
        prose: "desired health of the containers it selects",
        spec: spec
    )

    /// Validates, defaults and decodes one document.
    package static func read(_ document: DocumentNode) -> ResourceReading<HealthPolicy> {
        resource.read(document, as: HealthPolicy.self)
    }

    static let spec = ObjectSchema(
        [
            .field("suspend", .boolean, .defaulted(false), "evaluated, still overrides others, never acts"),
            .field("priority", .integer(-1_000_000...1_000_000), .defaulted(0), "higher wins, per expectation name"),
            .field("selector", .object(selector), .required, "which containers it binds; {} selects all"),
            .field("startupGrace", .duration(), .defaulted("0s"), "after a start, suppresses all but exits"),
            .field("expectations", expectations, .required, "what must hold: named, each exactly one check"),
            .field("analysis", .object(analysis), .filled, "how certain a diagnosis must be"),
            .field("remediation", .object(remediation), .filled, "what may be done, and how often"),
        ],
        rules: [.whenNamesExpectations]
    )

    private static let selector = ObjectSchema([
        .field("matchNames", .list(of: .text(.glob), 1...64), .optional, "globs; one must match the container's name"),
        .field("matchImages", .list(of: .text(.glob), 1...64), .optional, "globs; one must match the image"),
        .field("matchLabels", .map(keys: .dockerLabelKey, values: .freeText), .optional, "labels that must be equal"),
    ])

    private static let analysis = ObjectSchema([
        .field("minimumConfidence", .number(0...1), .defaulted(0.7), "below it nothing is done")
    ])

    // MARK: Expectations

    private static let expectations = ValueType.list(of: .object(expectation), 1...64, uniqueBy: "name")

    private static let expectation = ObjectSchema(
        [
            .field("name", .text(.dnsLabel), .required, "what steps, alerts and tables call it"),
            .field("for", .duration(), .defaultedWith(sampled, "1m", otherwise: "0s"), "how long it may fail"),
            .field("severity", .choice(Severity.self), .defaulted("Medium"), "how bad a divergence is"),
            .field("state", .object(state), .oneOf("check"), "the state Docker reports"),
            .field("health", .object(health), .oneOf("check"), "the result of the container's HEALTHCHECK"),
            .field("exitCode", .object(exitCode), .oneOf("check"), "how the container may exit"),
            .field("cpu", .object(usage), .oneOf("check"), "share of its CPU limit, or of all CPUs"),
            .field("memory", .object(usage), .oneOf("check"), "share of its memory limit, or of the host's"),
        ],
        rules: [.sampledChecksLastAPeriod]
    )

    /// The checks whose values arrive by sampling: one sample says little.
    static let sampled = ["cpu", "memory"]

    private static let state = ObjectSchema([
        .field("is", .choice(Check.DesiredState.self), .required, "the state wanted")
    ])

    private static let health = ObjectSchema([
        .field("is", .choice(Check.DesiredHealth.self), .required, "the health wanted")
    ])

    private static let exitCode = ObjectSchema([
        .field("in", .list(of: .integer(0...255), 1...256), .required, "the exit codes that count as fine")
    ])

    private static let usage = ObjectSchema([
        .field("below", .percentage(from: Percentage(0.01), to: Percentage(100)), .required, "the share not to reach")
    ])

    // MARK: Remediation

    private static let remediation = ObjectSchema(
        [
            .field("mode", .choice(RemediationMode.self), .defaulted("Observe"), "how far it may go"),
            .field("steps", .list(of: .object(step), 0...16), .defaulted(.array([])), "a ladder, tried in order"),
            .field("cooldown", .duration(), .defaulted("5m"), "from an episode's end to the next first action"),
            .field("budget", .object(budget), .filled, "how many actions any window of time may see"),
            .field("verify", .object(verify), .filled, "when an action counts as having healed"),
        ],
        rules: [.stepsUnlessObserving]
    )

    private static let step = ObjectSchema([
        .field("when", .list(of: .text(.dnsLabel), 1...64), .optional, "expectations it answers; all when absent"),
        .field("action", .object(action), .required, "what is done"),
        .field("attempts", .integer(1...100), .defaulted(1), "how often, before the next step's turn"),
    ])

    private static let action = ObjectSchema([
        .field("restart", .object(restart), .oneOf("action"), "stop and start the container"),
        .field("start", .object(start), .oneOf("action"), "start the container"),
    ])

    private static let restart = ObjectSchema([
        .field("timeout", .duration(to: .hours(1)), .defaulted("10s"), "from the stop signal to the kill")
    ])

    private static let start = ObjectSchema([])

    private static let budget = ObjectSchema([
        .field("actions", .integer(1...1000), .defaulted(3), "how many actions"),
        .field("within", .duration(from: .seconds(1)), .defaulted("1h"), "in any window this long"),
    ])

    private static let verify = ObjectSchema(
        [
            .field("stableFor", .duration(), .defaulted("30s"), "how long all expectations must hold"),
            .field("timeout", .duration(from: .seconds(1)), .defaulted("2m"), "by when, from the action's outcome"),
        ],
        rules: [.verificationFits]
    )
}
