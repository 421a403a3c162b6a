extension ValueType {
    /// The value as rules over several fields should see it: each misspelled field under the name it was meant to have,
    /// and null for whatever is of a wrong type or form.
    ///
    /// So a misspelling is one problem, what it says counts all the same, and no rule judges by a value that has been
    /// refused already. Names that resemble no field, or one that is there, stay as they are.
    func asMeant(_ node: DocumentNode) -> DocumentNode {
        var node = node
        guard accepts(node.value) else {
            node.value = .null
            return node
        }
        switch (self, node.value) {
        case (.object(let schema), .object(let members)):
            node.value = .object(members.map { schema.asMeant($0, in: node) })
        case (.list(let element, _, _), .array(let items)):
            node.value = .array(items.map(element.asMeant))
        case (.map(_, let values), .object(var members)):
            for index in members.indices { members[index].value = values.asMeant(members[index].value) }
            node.value = .object(members)
        default: break
        }
        return node
    }
}

extension ObjectSchema {
    fileprivate func asMeant(_ member: DocumentNode.Member, in object: DocumentNode) -> DocumentNode.Member {
        var member = member
        if field(named: member.key) == nil, let meant = suggestion(for: member.key), object[meant] == nil {
            member.key = meant
        }
        if let field = field(named: member.key) { member.value = field.type.asMeant(member.value) }
        return member
    }

    /// The field a name resembles that no field has.
    func suggestion(for name: String) -> String? { Suggestion.nearest(to: name, among: fields.map(\.name)) }
}
