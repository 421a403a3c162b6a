/// The rows of one object, and the rules that look at several of them at once.
package struct ObjectSchema: Sendable {
    package let fields: [SchemaField]
    package let rules: [SchemaRule]
    /// The "exactly one of" groups in the order of the table, each with its alternatives.
    package let groups: [(name: String, alternatives: [String])]
    /// Documents may have thousands of fields: each is looked up once.
    private let indices: [String: Int]

    package init(_ fields: [SchemaField], rules: [SchemaRule] = []) {
        self.fields = fields
        self.rules = rules
        groups = Self.groups(of: fields)
        indices = Dictionary(fields.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    }

    package func field(named name: String) -> SchemaField? { indices[name].map { fields[$0] } }

    private static func groups(of fields: [SchemaField]) -> [(name: String, alternatives: [String])] {
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
