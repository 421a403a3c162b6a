/// An entry of a stream as a member of a consumer group gets it.
package struct StreamEntry: Sendable, Equatable {
    package let stream: String
    package let id: StreamEntryID
    /// Names and values in the order in which they were added.
    package let fields: [(name: String, value: [UInt8])]
    /// Whether somebody, this process included, was handed this entry before.
    package let isRedelivery: Bool

    package init(stream: String, id: StreamEntryID, fields: [(name: String, value: [UInt8])], isRedelivery: Bool) {
        self.stream = stream
        self.id = id
        self.fields = fields
        self.isRedelivery = isRedelivery
    }

    /// The bytes of the first field of this name.
    package func bytes(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    /// The first field of this name, when it is valid UTF-8.
    package func text(_ name: String) -> String? {
        bytes(name).flatMap { String(validating: $0, as: UTF8.self) }
    }

    package static func == (left: StreamEntry, right: StreamEntry) -> Bool {
        left.stream == right.stream && left.id == right.id && left.isRedelivery == right.isRedelivery
            && left.fields.elementsEqual(right.fields, by: ==)
    }
}
