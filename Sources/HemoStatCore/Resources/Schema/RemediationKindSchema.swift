/// Remediation, the kind, field by field.
package enum RemediationKindSchema {
    package static let resource = ResourceSchema(
        kind: Remediation.kind,
        plural: "remediations",
        shortNames: ["rem"],
        scope: .host,
        prose: "one intent, from its cause to its proof",
        isWrittenByOperator: true,
        columns: [
            PrinterColumn("Container", "string", ".spec.container"),
            PrinterColumn("Policy", "string", ".spec.policy"),
            PrinterColumn("Phase", "string", ".status.phase"),
            PrinterColumn("Outcome", "string", ".status.outcome"),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: spec,
        status: status
    )

    private static let spec = ObjectSchema([
        .field("container", .text(.containerName), .required, "its name"),
        .field("containerID", .text(.word), .required, "Docker's ID"),
        .field("startedAt", .timestamp, .optional, "of the run that was diagnosed"),
        .field("episode", .text(.word), .required, "the trouble it answers"),
        .field("policy", .text(.dnsSubdomain), .required, "the policy whose step it is"),
        .field("policyGeneration", .integer(0...Int64.max), .optional, "of that policy"),
        .field("step", .integer(0...15), .required, "index in the policy's ladder"),
        .field("expectation", .text(.dnsLabel), .required, "what was not met"),
        .field("action", .object(ActionSchema.object), .required, "what is done"),
        .field("cause", .text(.freeText), .required, "the diagnosis, in words"),
        .field("confidence", .number(0...1), .required, "of the diagnosis"),
    ])

    private static let status = ObjectSchema([
        .field("phase", .choice(Phase.self), .required, "where it stands"),
        .field("outcome", .text(.word), .optional, "Docker's answer"),
        .field("message", .text(.freeText), .optional, "in words"),
        .field("writtenAt", .timestamp, .optional, "when it was decided and recorded"),
        .field("settledAt", .timestamp, .optional, "when its outcome was known"),
        .field("verifiedAt", .timestamp, .optional, "when the container had proved it"),
        .field("gates", .list(of: .object(gate), 0...32), .optional, "what each gate said"),
        StatusSchema.conditions,
    ])

    private static let gate = ObjectSchema([
        .field("name", .text(.word), .required, "the gate"),
        .field("allowed", .boolean, .required, "what it said"),
        .field("message", .text(.freeText), .optional, "why"),
    ])
}
