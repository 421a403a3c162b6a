/// An entry of a stream that was handled in vain too often, as it is kept for people: the latest thousand.
package struct DeadEntry: Sendable, Equatable, Codable {
    package struct Field: Sendable, Equatable, Codable {
        package var name: String
        /// Cut to ``longestValue``; bytes that are no text are replaced.
        package var value: String
    }

    /// In bytes.
    static let longestValue = 8192
    private static let mostFields = 64

    package var stream: String
    package var group: String
    package var id: String
    package var deliveries: Int64
    package var fields: [Field]

    init(_ entry: StreamEntry, group: String, deliveries: Int64) {
        stream = entry.stream
        self.group = group
        id = entry.id.description
        self.deliveries = deliveries
        fields = entry.fields.prefix(Self.mostFields).map { field in
            Field(
                name: String(field.name.prefix(256)),
                value: String(decoding: field.value.prefix(Self.longestValue), as: UTF8.self)
            )
        }
    }

    /// Keeps it and acknowledges the entry in one step.
    static let bury = RedisScript(
        name: "bury-entry",
        source: """
            redis.call('LPUSH', KEYS[1], ARGV[1])
            redis.call('LTRIM', KEYS[1], 0, 999)
            return redis.call('XACK', KEYS[2], ARGV[2], ARGV[3])
            """
    )
}
