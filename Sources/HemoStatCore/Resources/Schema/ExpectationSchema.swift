/// The expectations of a HealthPolicy: one row a check.
enum ExpectationSchema {
    static let list = ValueType.list(of: .object(object), 1...64, uniqueBy: "name")

    static let object = ObjectSchema(
        [
            .field("name", .text(.dnsLabel), .required, "what steps, alerts and tables call it"),
            .field("for", .duration(), .defaultedWith(metrics, "1m", otherwise: "0s"), "how long it may fail"),
            .field("keepFiringFor", .duration(), .defaulted("0s"), "how long it counts as failing once met again"),
            .field("severity", .choice(Severity.self), .defaulted("Medium"), "how bad a divergence is"),
            .field("state", .object(state), .oneOf("check"), "the state Docker reports"),
            .field("health", .object(health), .oneOf("check"), "the result of the container's HEALTHCHECK"),
            .field("exitCode", .object(exitCode), .oneOf("check"), "how the container may exit"),
            .field("restarts", .object(restarts), .oneOf("check"), "starts after an end nobody asked for"),
            .field("cpu", .object(usage), .oneOf("check"), "share of its CPU limit, or of all CPUs"),
            .field("cores", .object(cores), .oneOf("check"), "busy cores"),
            .field("memory", .object(usage), .oneOf("check"), "share of its memory limit, or of the host's"),
            .field("memoryBytes", .object(memoryBytes), .oneOf("check"), "memory in use, page cache excluded"),
            .field("pids", .object(pids), .oneOf("check"), "processes and threads"),
            .field("network", .object(network), .oneOf("check"), "bytes per second over all its networks"),
            .field("blockIO", .object(blockIO), .oneOf("check"), "bytes per second over all block devices"),
            .field("oomKilled", .object(oomKilled), .oneOf("check"), "kills by the kernel for want of memory"),
            .field("logs", .object(logs), .oneOf("check"), "what its output must not say"),
            .field("http", .object(http), .oneOf("check"), "a GET from the host"),
            .field("tcp", .object(tcp), .oneOf("check"), "a connection from the host"),
            .field("exec", .object(exec), .oneOf("check"), "a command inside the container that must exit 0"),
            .field("image", .object(image), .oneOf("check"), "the image it must run"),
        ],
        rules: [.forFitsPeriod]
    )

    /// The checks whose values arrive by sampling: one sample says little.
    static let metrics = ["cpu", "cores", "memory", "memoryBytes", "pids", "network", "blockIO"]
    static let probes = ["http", "tcp", "exec"]

    private static let state = ObjectSchema([
        .field("is", .choice(Check.DesiredState.self), .required, "the state wanted")
    ])

    private static let health = ObjectSchema([
        .field("is", .choice(Check.DesiredHealth.self), .required, "the health wanted")
    ])

    private static let exitCode = ObjectSchema([
        .field("in", .list(of: .integer(0...255), 1...256), .required, "the exit codes that count as fine")
    ])

    private static let restarts = ObjectSchema([
        .field("atMost", .integer(0...1000), .required, "how many are fine"),
        .field("within", .duration(from: .seconds(1), to: .hours(24)), .defaulted("10m"), "in any window this long"),
    ])

    private static let usage = ObjectSchema([
        .field("below", .percentage(from: Percentage(0.01), to: Percentage(100)), .required, "the share not to reach")
    ])

    private static let cores = ObjectSchema([
        .field("below", .number(0.001...4096), .required, "the number not to reach")
    ])

    private static let memoryBytes = ObjectSchema([
        .field("below", .quantity(), .required, "the amount not to reach")
    ])

    private static let pids = ObjectSchema([
        .field("below", .integer(1...4_194_304), .required, "the number not to reach")
    ])

    private static let network = ObjectSchema(
        [
            .field("receiveBelow", .quantity(), .optional, "received bytes per second not to reach"),
            .field("transmitBelow", .quantity(), .optional, "sent bytes per second not to reach"),
        ],
        rules: [.atLeastOne(of: ["receiveBelow", "transmitBelow"])]
    )

    private static let blockIO = ObjectSchema(
        [
            .field("readBelow", .quantity(), .optional, "bytes read per second not to reach"),
            .field("writeBelow", .quantity(), .optional, "bytes written per second not to reach"),
        ],
        rules: [.atLeastOne(of: ["readBelow", "writeBelow"])]
    )

    private static let oomKilled = ObjectSchema(
        [.field("never", .boolean, .required, "true: there is nothing else to want")],
        rules: [.neverIsTrue]
    )

    private static let logs = ObjectSchema([
        .field("absent", .list(of: .text(.regularExpression), 1...16), .required, "patterns (PCRE2) no line may match"),
        .field("within", .duration(from: .seconds(1), to: .hours(24)), .defaulted("5m"), "in any window this long"),
    ])

    // MARK: Probes

    private static let http = ObjectSchema(
        [
            .field("url", .text(.probeURL), .required, "what to get; {ip} stands for the container's address"),
            .field("status", .list(of: .integer(100...599), 1...64), .defaulted(okay), "the statuses that are fine"),
        ] + schedule,
        rules: [.timeoutFitsPeriod]
    )

    private static let tcp = ObjectSchema(
        [.field("port", .integer(1...65_535), .required, "of the container's address")] + schedule,
        rules: [.timeoutFitsPeriod]
    )

    private static let exec = ObjectSchema(
        [CommandSchema.field] + schedule,
        rules: [.timeoutFitsPeriod, .commandHasProgram]
    )

    private static let okay = DocumentNode.Value.array([DocumentNode(.integer(200))])

    private static let schedule: [SchemaField] = [
        .field("every", .duration(from: .seconds(1), to: .hours(1)), .defaulted("10s"), "how often"),
        .field("timeout", .duration(from: .milliseconds(100), to: .minutes(1)), .defaulted("2s"), "its time limit"),
        .field("failures", .integer(1...100), .defaulted(3), "how many in a row make a divergence"),
    ]

    private static let image = ObjectSchema([
        .field("is", .text(.imageReference), .required, "a reference, one with a digest, or an image ID")
    ])
}
