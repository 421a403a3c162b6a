/// A selector of containers, the same wherever one stands.
enum SelectorSchema {
    static let object = ObjectSchema(
        conditions + [.field("exclude", .object(exclusion), .optional, "what all of these match is not meant")]
    )

    private static let exclusion = ObjectSchema(conditions)

    private static let conditions: [SchemaField] = [
        .field("matchNames", .list(of: .text(.glob), 1...64), .optional, "globs; one must match the container's name"),
        .field("matchImages", .list(of: .text(.glob), 1...64), .optional, "globs; one must match the image"),
        .field("matchLabels", .map(keys: .dockerLabelKey, values: .freeText), .optional, "labels that must be equal"),
        .field("matchExpressions", .list(of: .object(expression), 1...64), .optional, "on labels; all must hold"),
        .field("matchHosts", .list(of: .text(.glob), 1...64), .optional, "globs; one must match the host's name"),
    ]

    private static let expression = ObjectSchema(
        [
            .field("key", .text(.dockerLabelKey), .required, "the label"),
            .field("operator", .choice(LabelRequirement.Operator.self), .required, "how it is looked at"),
            .field("values", .list(of: .text(.freeText), 1...64), .optional, "what In and NotIn compare with"),
        ],
        rules: [.valuesFitOperator]
    )
}
