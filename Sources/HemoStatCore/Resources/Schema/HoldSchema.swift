/// Hold, field by field.
package enum HoldSchema {
    package static let resource = ResourceSchema(
        kind: Hold.kind,
        plural: "holds",
        shortNames: [],
        prose: "hands off: nothing is done to the containers it selects until it expires",
        columns: [
            PrinterColumn("Owner", "string", ".spec.owner"),
            PrinterColumn("Reason", "string", ".spec.reason"),
            PrinterColumn("Expires", "string", ".spec.expiresAt"),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: ObjectSchema([
            .field("selector", .object(SelectorSchema.object), .required, "which containers; {} is all of them"),
            .field("owner", .text(.line), .required, "who to ask"),
            .field("reason", .text(.line), .required, "why"),
            .field("expiresAt", .timestamp, .required, "when it ends by itself"),
        ])
    )
}
