/// The parts of `status` that kinds share; the operator writes them, documents may carry them.
enum StatusSchema {
    static let observedGeneration = SchemaField.field(
        "observedGeneration",
        .integer(0...Int64.max),
        .optional,
        "the generation the status is about"
    )

    static let conditions = SchemaField.field(
        "conditions",
        .list(of: .object(condition), 0...32, uniqueBy: "type"),
        .optional,
        "aspects of its state, each True, False or Unknown"
    )

    private static let condition = ObjectSchema([
        .field("type", .text(.word), .required, "the aspect"),
        .field("status", .choice(Condition.Truth.self), .required, "whether it is so"),
        .field("reason", .text(.word), .required, "why, as a code"),
        .field("message", .text(.freeText), .required, "why, in words"),
        observedGeneration,
        .field("lastTransitionTime", .timestamp, .optional, "when its status changed last"),
    ])

    static func count(_ name: String, _ prose: String) -> SchemaField {
        .field(name, .integer(0...Int64(Int32.max)), .optional, prose)
    }
}

extension StatusSchema {
    static func zeroCount(_ name: String, _ prose: String) -> SchemaField {
        .field(name, .integer(0...Int64(Int32.max)), .defaulted(0), prose)
    }
}
