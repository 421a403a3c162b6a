/// `metadata`, the same for every kind.
package enum MetadataSchema {
    package static let object = ObjectSchema([
        .field("name", .text(.dnsSubdomain), .required, "the resource's name, unique within its kind"),
        .field("namespace", .text(.dnsSubdomain), .optional, "the Docker host, of kinds that live on one"),
        .field("labels", .map(keys: .labelKey, values: .labelValue), .optional, "what selectors find it by"),
        .field("annotations", .map(keys: .labelKey, values: .freeText), .optional, "notes of people and tools"),
        .field("generation", .integer(0...Int64.max), .optional, "kept by the operator: grows when spec changes"),
        .field("uid", .text(.word), .optional, "kept by the operator: tells it from others of the same name"),
        .field("resourceVersion", .text(.word), .optional, "kept by the operator: changes with every write"),
        .field("creationTimestamp", .timestamp, .optional, "kept by the operator: when it was made"),
        .field("deletionTimestamp", .timestamp, .optional, "kept by the operator: when its deletion was asked for"),
        .field("finalizers", .list(of: .text(.labelKey), 0...32), .optional, "who has to agree before it goes"),
    ])
}
