/// Container, field by field.
package enum ContainerSchema {
    package static let resource = ResourceSchema(
        kind: Container.kind,
        plural: "containers",
        shortNames: ["ctr"],
        scope: .host,
        prose: "a container as the operator sees it: state, metrics, policies in force, trouble",
        isWrittenByOperator: true,
        columns: [
            PrinterColumn("State", "string", ".status.state"),
            PrinterColumn("Health", "string", ".status.health"),
            PrinterColumn("CPU", "number", ".status.cpu"),
            PrinterColumn("Memory", "number", ".status.memory"),
            PrinterColumn("Restarts", "integer", ".status.restarts"),
            PrinterColumn("Policy", "string", ".status.policies[0]"),
            PrinterColumn("Phase", "string", ".status.phase"),
            PrinterColumn("Reason", "string", ".status.reason", isWide: true),
            PrinterColumn("Image", "string", ".status.image", isWide: true),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: nil,
        status: status
    )

    private static let policies = ValueType.list(of: .text(.dnsSubdomain), 0...1000)

    private static let status = ObjectSchema([
        .field("containerID", .text(.word), .required, "Docker's ID"),
        .field("image", .text(.line), .required, "the reference it was created from"),
        .field("state", .text(.word), .required, "Docker's word for its state"),
        .field("health", .text(.word), .defaulted("none"), "Docker's word for its health"),
        .field("exitCode", .integer(-1...65_535), .defaulted(0), "of its last run"),
        StatusSchema.zeroCount("restarts", "by Docker's restart policy"),
        .field("startedAt", .timestamp, .optional, "of the current run, or the last"),
        .field("finishedAt", .timestamp, .optional, "of the last run"),
        .field("cpu", .number(0...1_000_000), .optional, "percent of its CPU limit, or of all CPUs"),
        .field("memory", .number(0...1_000_000), .optional, "percent of its memory limit, or of the host's"),
        .field("memoryBytes", .integer(0...Int64.max), .optional, "bytes, page cache excluded"),
        .field("sampledAt", .timestamp, .optional, "when the last three were read"),
        .field("policies", policies, .defaulted(.array([])), "in force on it, strongest first"),
        .field("phase", .choice(Phase.self), .optional, "of its episode; absent when all is well"),
        .field("reason", .text(.word), .optional, "of the phase, as a code"),
        .field("message", .text(.freeText), .optional, "of the phase, in words"),
        .field("nextEligible", .timestamp, .optional, "when time alone may change a hold"),
        .field("episode", .text(.word), .optional, "the identity of its trouble"),
        StatusSchema.conditions,
    ])
}
