/// One row of a schema: name, type, presence, and one line of prose for people.
package struct SchemaField: Sendable {
    /// Whether a field must be written, and what holds when it is not.
    package enum Presence: Sendable {
        case required
        /// May be absent, and then stays so.
        case optional
        case defaulted(DocumentNode.Value)
        /// One default when the object has any of these fields, another when it has none.
        case defaultedWith([String], DocumentNode.Value, otherwise: DocumentNode.Value)
        /// Exactly one of the object's fields with this group name must be written.
        case oneOf(String)

        /// Absent means `{}`, whose members then take their own defaults.
        package static let filled = Presence.defaulted(.object([]))
    }

    package let name: String
    package let type: ValueType
    package let presence: Presence
    package let prose: String

    package static func field(
        _ name: String,
        _ type: ValueType,
        _ presence: Presence,
        _ prose: String
    ) -> SchemaField {
        SchemaField(name: name, type: type, presence: presence, prose: prose)
    }
}
