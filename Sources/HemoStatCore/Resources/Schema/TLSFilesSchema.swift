/// Files of a TLS connection, below `--secrets-dir`.
enum TLSFilesSchema {
    static let object = ObjectSchema(
        [
            .field("caFile", .text(.fileBelow), .optional, "the authority the other side is checked against"),
            .field("certFile", .text(.fileBelow), .optional, "our certificate"),
            .field("keyFile", .text(.fileBelow), .optional, "its key"),
        ],
        rules: [.certificateHasKey]
    )
}
