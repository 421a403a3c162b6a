/// AlertRoute, field by field.
package enum AlertRouteSchema {
    package static let resource = ResourceSchema(
        kind: AlertRoute.kind,
        plural: "alertroutes",
        shortNames: ["ar"],
        prose: "where alerts go, which ones, how they are grouped and how often they come again",
        columns: [
            PrinterColumn("Suspended", "boolean", ".spec.suspend"),
            PrinterColumn("Dead letters", "integer", ".status.deadLetters"),
            PrinterColumn("Age", "date", ".metadata.creationTimestamp"),
        ],
        spec: spec,
        status: ObjectSchema([
            StatusSchema.observedGeneration,
            StatusSchema.conditions,
            StatusSchema.count("deadLetters", "alerts given up after the last try"),
        ])
    )

    private static let spec = ObjectSchema([
        .field("suspend", .boolean, .defaulted(false), "takes no alerts"),
        .field("slack", .object(chat), .oneOf("receiver"), "a Slack incoming webhook"),
        .field("discord", .object(chat), .oneOf("receiver"), "a Discord webhook"),
        .field("teams", .object(chat), .oneOf("receiver"), "a Teams workflow webhook"),
        .field("webhook", .object(webhook), .oneOf("receiver"), "JSON by POST"),
        .field("email", .object(email), .oneOf("receiver"), "mail by SMTP"),
        .field("test", .object(ObjectSchema([])), .oneOf("receiver"), "keeps what would be sent"),
        .field("matchers", matchers, .defaulted(.array([])), "all must match; none takes every alert"),
        .field("groupBy", groups, .defaulted(usualGroups), "one message a group"),
        .field("groupWait", .duration(to: .hours(1)), .defaulted("10s"), "from a group's first alert to its message"),
        .field("groupInterval", .duration(from: .seconds(1), to: .hours(24)), .defaulted("5m"), "between its messages"),
        .field("repeatEvery", .duration(from: .minutes(1)), .defaulted("4h"), "how often what lasts is told again"),
        .field("sendResolved", .boolean, .defaulted(true), "tells when it is over"),
    ])

    private static let matchers = ValueType.list(of: .object(matcher), 0...32)
    private static let groups = ValueType.list(of: .choice(AlertRoute.Grouping.self), 0...8)
    private static let encryption = ValueType.choice(AlertRoute.EmailReceiver.Encryption.self)
    private static let usualGroups = DocumentNode.Value.array([
        DocumentNode(.string("host")), DocumentNode(.string("policy")),
    ])

    private static let chat = ObjectSchema([
        .field("urlFile", .text(.fileBelow), .required, "a file below --secrets-dir that holds the address")
    ])

    private static let webhook = ObjectSchema(
        [
            .field("url", .text(.webURL), .oneOf("address"), "the address, where it is no secret"),
            .field("urlFile", .text(.fileBelow), .oneOf("address"), "a file below --secrets-dir that holds it"),
            .field("hmacKeyFile", .text(.fileBelow), .optional, "a file below --secrets-dir: signs the body"),
            .field("tls", .object(TLSFilesSchema.object), .optional, "files for https://"),
        ]
    )

    private static let email = ObjectSchema([
        .field("server", .text(.hostAndPort), .required, "host:port"),
        .field("from", .text(.mailAddress), .required, "the sender"),
        .field("to", .list(of: .text(.mailAddress), 1...32), .required, "the receivers"),
        .field("username", .text(.line), .optional, "for the server"),
        .field("passwordFile", .text(.fileBelow), .optional, "a file below --secrets-dir"),
        .field("encryption", encryption, .defaulted("StartTLS"), "on the way to the server"),
    ])

    private static let matcher = ObjectSchema([
        .field("name", .text(.alertField), .required, "what is looked at: severity, host, …, or label/KEY"),
        .field("matchType", .choice(AlertRoute.MatchType.self), .defaulted("="), "equal, or by regular expression"),
        .field("value", .text(.freeText), .required, "what it is compared with"),
    ])
}
