/// Event, field by field; the names are those of Kubernetes' `core/v1`.
package enum EventSchema {
    package static let resource = ResourceSchema(
        kind: Event.kind,
        plural: "events",
        shortNames: ["ev"],
        scope: .host,
        prose: "something that happened",
        isWrittenByOperator: true,
        columns: [
            PrinterColumn("Last seen", "date", ".lastTimestamp"),
            PrinterColumn("Type", "string", ".type"),
            PrinterColumn("Reason", "string", ".reason"),
            PrinterColumn("Object", "string", ".involvedObject.name"),
            PrinterColumn("Message", "string", ".message"),
        ],
        fields: [
            .field("involvedObject", .object(reference), .required, "what it is about"),
            .field("reason", .text(.word), .required, "as a code"),
            .field("message", .text(.freeText), .required, "in words"),
            .field("type", .choice(Event.Importance.self), .defaulted("Normal"), "whether anybody should look"),
            .field("count", .integer(1...Int64(Int32.max)), .defaulted(1), "how often, between the two times"),
            .field("firstTimestamp", .timestamp, .required, "the first time"),
            .field("lastTimestamp", .timestamp, .required, "the last time"),
            .field("source", .object(source), .optional, "who tells it"),
        ]
    )

    private static let reference = ObjectSchema([
        .field("kind", .text(.word), .required, "its kind"),
        .field("name", .text(.word), .required, "its name"),
        .field("namespace", .text(.dnsSubdomain), .optional, "its host"),
        .field("uid", .text(.word), .optional, "its uid"),
    ])

    private static let source = ObjectSchema([
        .field("component", .text(.word), .optional, "the agent"),
        .field("host", .text(.word), .optional, "the replica"),
    ])
}
