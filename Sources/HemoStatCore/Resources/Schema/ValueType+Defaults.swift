extension ValueType {
    /// The value with every default its type knows written out, at any depth.
    ///
    /// Whatever does not fit the type is returned untouched: validation speaks about it.
    func applyDefaults(to node: DocumentNode) -> DocumentNode {
        var node = node
        switch (self, node.value) {
        case (.object(let schema), .object(var members)):
            let missing = schema.fields.compactMap { $0.missingMember(of: node) }
            for index in members.indices {
                guard let type = schema.field(named: members[index].key)?.type, !type.isScalar else { continue }
                members[index].value = type.applyDefaults(to: members[index].value)
            }
            node.value = .object(members + missing)
        case (.list(let element, _, _), .array(let items)) where !element.isScalar:
            node.value = .array(items.map(element.applyDefaults))
        case (.map(_, let values), .object(let members)):
            node.value = .object(
                members.map { member in
                    var member = member
                    member.value = values.applyDefaults(to: member.value)
                    return member
                }
            )
        default: break
        }
        return node
    }
}

extension ValueType {
    /// Whether nothing can be below it.
    fileprivate var isScalar: Bool {
        switch self {
        case .object, .list, .map: false
        default: true
        }
    }
}

extension SchemaField {
    /// The member an object gets for this field because it does not write it.
    ///
    /// It is placed where the object is, so that a problem with a default still points at something.
    fileprivate func missingMember(of object: DocumentNode) -> DocumentNode.Member? {
        guard object[name] == nil, let value = defaultValue(in: object) else { return nil }
        let path = DocumentNode.path(object.path, member: name)
        let node = DocumentNode(value, path: path, position: object.position)
        return DocumentNode.Member(key: name, keyPosition: object.position, value: type.applyDefaults(to: node))
    }

    private func defaultValue(in object: DocumentNode) -> DocumentNode.Value? {
        switch presence {
        case .required, .optional, .oneOf: nil
        case .defaulted(let value): value
        case .defaultedWith(let fields, let value, let otherwise):
            fields.contains { object[$0] != nil } ? value : otherwise
        }
    }
}
