/// `remediation` of a HealthPolicy.
enum RemediationSchema {
    static let object = ObjectSchema(
        [
            .field("mode", .choice(RemediationMode.self), .defaulted("Observe"), "how far it may go"),
            .field("steps", .list(of: .object(step), 0...16), .defaulted(.array([])), "a ladder, tried in order"),
            .field("cooldown", .duration(), .defaulted("5m"), "from an episode's end to the next first action"),
            .field("budget", .object(budget), .filled, "how many actions any window of time may see"),
            .field("circuitBreaker", .object(circuitBreaker), .filled, "when actions that do not help stop"),
            .field("disruption", .object(disruption), .filled, "how many of a group may be out of service"),
            .field("verify", .object(verify), .filled, "when an action counts as having healed"),
            .field("windows", .list(of: .object(window), 1...32), .optional, "when it may act; absent is always"),
        ],
        rules: [.stepsUnlessObserving, .budgetReachesSteps, .breakerReachesSteps, .stepsDiffer]
    )

    private static let step = ObjectSchema([
        .field("when", .list(of: .text(.dnsLabel), 1...64), .optional, "expectations it answers; all when absent"),
        .field("action", .object(ActionSchema.object), .required, "what is done"),
        .field("attempts", .integer(1...100), .defaulted(1), "how often, before the next step's turn"),
    ])

    private static let budget = ObjectSchema([
        .field("actions", .integer(1...1000), .defaulted(3), "how many actions"),
        .field("within", .duration(from: .seconds(1)), .defaulted("1h"), "in any window this long"),
    ])

    private static let circuitBreaker = ObjectSchema([
        .field("failures", .integer(1...1000), .defaulted(3), "how many actions that did not help open it"),
        .field("within", .duration(from: .seconds(1)), .defaulted("1h"), "in any window this long"),
        .field("halfOpenAfter", .duration(from: .seconds(1)), .defaulted("30m"), "after which it lets one through"),
    ])

    private static let disruption = ObjectSchema([
        .field("maxUnavailable", .countOrPercentage(1...10_000), .defaulted(1), "a number, or a share of the group"),
        .field("groupBy", .text(.dockerLabelKey), .optional, "a label; Compose project and service when absent"),
    ])

    private static let verify = ObjectSchema(
        [
            .field("stableFor", .duration(), .defaulted("30s"), "how long all expectations must hold"),
            .field("timeout", .duration(from: .seconds(1)), .defaulted("2m"), "by when, from the action's outcome"),
        ],
        rules: [.verificationFits]
    )

    private static let window = ObjectSchema(
        [
            .field("kind", .choice(MaintenanceWindow.Kind.self), .required, "whether it forbids or permits"),
            .field("schedule", .text(.cron), .required, "five cron fields: when it begins"),
            .field("duration", .duration(from: .minutes(1), to: .hours(168)), .required, "how long it lasts"),
            .field("timeZone", .text(.timeZone), .defaulted("UTC"), "of the schedule, by its IANA name"),
        ],
        rules: [.scheduleIsReal]
    )
}
