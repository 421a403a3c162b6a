/// `metadata`, the same for every kind.
package enum MetadataSchema {
    package static let object = ObjectSchema([
        .field("name", .text(.dnsSubdomain), .required, "the resource's name, unique within its kind"),
        .field("labels", .map(keys: .labelKey, values: .labelValue), .optional, "what selectors find it by"),
        .field("annotations", .map(keys: .labelKey, values: .freeText), .optional, "notes of people and tools"),
        .field("generation", .integer(0...Int64.max), .optional, "kept by the operator: grows when spec changes"),
    ])
}
