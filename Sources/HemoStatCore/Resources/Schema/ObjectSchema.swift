/// The rows of one object, and the rules that look at several of them at once.
package struct ObjectSchema: Sendable {
    package let fields: [SchemaField]
    package let rules: [SchemaRule]

    package init(_ fields: [SchemaField], rules: [SchemaRule] = []) {
        self.fields = fields
        self.rules = rules
    }

    package func field(named name: String) -> SchemaField? { fields.first { $0.name == name } }

    /// The "exactly one of" groups in the order of the table, each with its alternatives.
    package var groups: [(name: String, alternatives: [String])] {
        var groups: [(name: String, alternatives: [String])] = []
        for field in fields {
            guard case .oneOf(let name) = field.presence else { continue }
            if let known = groups.firstIndex(where: { $0.name == name }) {
                groups[known].alternatives.append(field.name)
            } else {
                groups.append((name, [field.name]))
            }
        }
        return groups
    }
}
