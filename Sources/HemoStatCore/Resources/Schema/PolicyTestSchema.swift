/// PolicyTest, field by field; it lives in files only.
package enum PolicyTestSchema {
    package static let resource = ResourceSchema(
        kind: PolicyTest.kind,
        plural: "policytests",
        prose: "a test of policies on a virtual clock, run by hemostat test",
        fields: [
            .field("policies", .list(of: .text(.policyFile), 1...64), .required, "policy files, relative to this one"),
            .field("startsAt", .timestamp, .defaulted("2026-01-05T12:00:00Z"), "the time at 0s; windows look at it"),
            .field("containers", containers, .required, "what there is at 0s"),
            .field("timeline", .list(of: .object(moment), 1...1000), .required, "what happens, and what must be then"),
        ],
        rules: [.timelineIsInOrder, .timelineNamesContainers]
    )

    private static let containers = ValueType.list(of: .object(container), 1...64, uniqueBy: "name")
    private static let restartPolicies = ["no", "always", "unless-stopped", "on-failure"]
    private static let share = ValueType.percentage(from: Percentage(0), to: Percentage(10_000))
    private static let probes = ValueType.map(keys: .dnsLabel, values: .choice(TestChange.ProbeAnswer.self))

    private static let container = ObjectSchema([
        .field("name", .text(.containerName), .required, "its name"),
        .field("image", .text(.imageReference), .defaulted("test"), "the image it runs"),
        .field("host", .text(.dnsSubdomain), .defaulted("default"), "the Docker host it runs on"),
        .field("labels", .map(keys: .dockerLabelKey, values: .freeText), .optional, "its labels"),
        .field("state", .choice(TestState.self), .defaulted("Running"), "Docker's state"),
        .field("health", .choice(TestHealth.self), .defaulted("None"), "its HEALTHCHECK; None is without one"),
        .field("startedAt", .signedDuration, .defaulted("-1h"), "before the test: -1h"),
        .field("exitCode", .integer(0...255), .defaulted(0), "of its last run"),
        .field("restartPolicy", .choice(restartPolicies), .defaulted("no"), "Docker's own"),
        .field("cpus", .number(0.01...4096), .optional, "its CPU limit, in cores"),
    ])

    private static let moment = ObjectSchema(
        [
            .field("at", .duration(), .required, "from the start of the test"),
            .field("set", .map(keys: .containerName, values: .object(change)), .optional, "what happens, by container"),
            .field("expect", .map(keys: .containerName, values: .object(expectation)), .optional, "what must be"),
        ],
        rules: [.atLeastOne(of: ["set", "expect"])]
    )

    private static let change = ObjectSchema([
        .field("state", .choice(TestState.self), .optional, "Docker's state"),
        .field("health", .choice(TestHealth.self), .optional, "its HEALTHCHECK says"),
        .field("exitCode", .integer(0...255), .optional, "with which it ends"),
        .field("oomKilled", .boolean, .optional, "the kernel killed it for want of memory"),
        .field("by", .choice(TestChange.Cause.self), .optional, "who did it; itself when absent"),
        .field("image", .text(.imageReference), .optional, "it was recreated with another image"),
        .field("cpu", share, .optional, "share of its limit, or of the host"),
        .field("cores", .number(0...4096), .optional, "busy cores"),
        .field("memory", share, .optional, "share of its limit, or of the host's"),
        .field("memoryBytes", .quantity(from: ByteQuantity(bytes: 0)), .optional, "memory in use"),
        .field("pids", .integer(0...4_194_304), .optional, "processes and threads"),
        .field("network", .object(traffic), .optional, "bytes per second"),
        .field("blockIO", .object(transfer), .optional, "bytes per second"),
        .field("restarts", .integer(1...100), .optional, "so many restarts by Docker happen now"),
        .field("log", .text(.freeText), .optional, "a line it writes now"),
        .field("probes", probes, .optional, "what probes find from now on, by expectation"),
        .field("reachable", .boolean, .optional, "whether its host answers"),
        .field("removed", .boolean, .optional, "it is gone"),
    ])

    private static let traffic = ObjectSchema([
        .field("receive", .quantity(from: ByteQuantity(bytes: 0)), .optional, "received"),
        .field("transmit", .quantity(from: ByteQuantity(bytes: 0)), .optional, "sent"),
    ])

    private static let transfer = ObjectSchema([
        .field("read", .quantity(from: ByteQuantity(bytes: 0)), .optional, "read"),
        .field("write", .quantity(from: ByteQuantity(bytes: 0)), .optional, "written"),
    ])

    private static let expectation = ObjectSchema([
        .field("phase", .choice(TestPhase.self), .optional, "of its episode; None is without one"),
        .field("reason", .text(.word), .optional, "of the phase, as a code"),
        .field("action", .choice(RemediationAction.keywords), .optional, "the last one; none when there was none"),
        .field("actions", .integer(0...10_000), .optional, "how many there have been"),
        .field("policy", .text(.dnsSubdomain), .optional, "whose step the last action was"),
        .field("step", .integer(1...16), .optional, "of the ladder, counted from 1"),
        .field("firing", .list(of: .text(.dnsLabel), 0...64), .optional, "the expectations that fired and do not hold"),
        .field("state", .choice(TestState.self), .optional, "Docker's state"),
        .field("nextEligible", .duration(), .optional, "when a hold ends by itself, from the start of the test"),
    ])
}
