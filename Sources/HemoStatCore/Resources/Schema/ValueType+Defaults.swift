extension ValueType {
    /// The value with every default its type knows written out, at any depth.
    ///
    /// Whatever does not fit the type is returned untouched: validation speaks about it.
    func applyDefaults(to node: DocumentNode) -> DocumentNode {
        var node = node
        switch (self, node.value) {
        case (.object(let schema), .object(let members)):
            let written = members.map { member in
                var member = member
                if let field = schema.field(named: member.key) {
                    member.value = field.type.applyDefaults(to: member.value)
                }
                return member
            }
            node.value = .object(written + schema.fields.compactMap { $0.missingMember(of: node) })
        case (.list(let element, _, _), .array(let items)):
            node.value = .array(items.map(element.applyDefaults))
        default: break
        }
        return node
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
