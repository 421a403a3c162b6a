/// DockerHost, field by field.
package enum DockerHostSchema {
    package static let resource = ResourceSchema(
        kind: DockerHost.kind,
        plural: "dockerhosts",
        shortNames: ["dh"],
        prose: "a Docker Engine, how to reach it, and when to stop acting on it container by container",
        columns: [
            PrinterColumn("Endpoint", "string", ".spec.endpoint"),
            PrinterColumn("Containers", "integer", ".status.containers"),
            PrinterColumn("Leader", "string", ".status.leader"),
            PrinterColumn("Version", "string", ".status.engineVersion", isWide: true),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: spec,
        status: status
    )

    private static let spec = ObjectSchema(
        [
            .field("endpoint", .text(.engineEndpoint), .required, "unix:///path or tcp://host:port"),
            .field("tls", .object(TLSFilesSchema.object), .optional, "files for tcp://; absent speaks plainly"),
            .field("stormBrake", .object(stormBrake), .filled, "when much diverges together, actions wait"),
        ],
        rules: [.tlsNeedsTCP]
    )

    private static let share = ValueType.percentage(from: Percentage(1), to: Percentage(100))

    private static let stormBrake = ObjectSchema([
        .field("share", share, .defaulted("50%"), "of the containers under Enforce"),
        .field("minimum", .integer(2...10_000), .defaulted(5), "and at least so many"),
        .field("release", .duration(), .defaulted("2m"), "how long it has to be less before actions go on"),
    ])

    private static let status = ObjectSchema([
        StatusSchema.observedGeneration,
        StatusSchema.conditions,
        .field("engineVersion", .text(.word), .optional, "the engine's version"),
        .field("engineID", .text(.word), .optional, "which engine it really is"),
        StatusSchema.count("containers", "how many containers it has"),
        .field("leader", .text(.word), .optional, "the replica that observes it and acts on it"),
    ])
}
