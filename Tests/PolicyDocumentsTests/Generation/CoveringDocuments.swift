@testable import HemoStatCore

/// Good documents of a kind that together write every field of its schema.
///
/// One would do, were it not for alternatives: of those outside of lists each gets a document.
enum CoveringDocuments {
    static func all(of schema: ResourceSchema) -> [DocumentNode] {
        let root = ValueType.object(schema.root)
        return (0..<variants(of: root, "")).map { variant in
            DocumentNode(value(of: root, "", variant))
        }
    }

    // MARK: How many

    /// How many values it takes to write everything a type has.
    private static func variants(of type: ValueType, _ path: String) -> Int {
        guard case .object(let schema) = type else { return 1 }
        let counts = schema.fields.map { ($0, variants(of: $0.type, inner(path, $0))) }
        let plain = counts.filter { !isAlternative($0.0, path) }.map(\.1).max() ?? 1
        return max(plain, counts.filter { isAlternative($0.0, path) }.map(\.1).reduce(0, +), 1)
    }

    private static func isAlternative(_ field: SchemaField, _ path: String) -> Bool {
        if case .oneOf = field.presence { return true }
        return path == "spec.ref"
    }

    private static func inner(_ path: String, _ field: SchemaField) -> String {
        path.isEmpty ? field.name : "\(path).\(field.name)"
    }

    // MARK: Values

    private static func value(of type: ValueType, _ path: String, _ variant: Int) -> DocumentNode.Value {
        if let value = agreed(path) { return value }
        switch type {
        case .object(let schema): return object(schema, path, variant)
        case .list(let element, let count, let key):
            let wanted = max(variants(of: element, path + "[]"), 1)
            let items = (0..<min(wanted, count.upperBound)).map { index in
                var item = value(of: element, path + "[]", index)
                if let key { item = naming(item, key, "n\(index)") }
                return DocumentNode(item)
            }
            return .array(items)
        case .map(let keys, let values):
            let key = path.hasPrefix("timeline") && keys.isContainerName ? "n0" : SampleTexts.texts(keys)[0]
            return .object([.init(key: key, value: DocumentNode(value(of: values, path + "{}", 0)))])
        default: return SampleTexts.scalars(type).first ?? .null
        }
    }

    private static func object(_ schema: ObjectSchema, _ path: String, _ variant: Int) -> DocumentNode.Value {
        var left = variant
        var members: [DocumentNode.Member] = []
        for field in schema.fields {
            let count = variants(of: field.type, inner(path, field))
            guard isAlternative(field, path) else {
                let value = value(of: field.type, inner(path, field), variant % count)
                members.append(.init(key: field.name, value: DocumentNode(value)))
                continue
            }
            if (0..<count).contains(left) {
                let value = value(of: field.type, inner(path, field), left)
                members.append(.init(key: field.name, value: DocumentNode(value)))
            }
            left -= count
        }
        return .object(members)
    }

    private static func naming(_ item: DocumentNode.Value, _ key: String, _ name: String) -> DocumentNode.Value {
        guard case .object(let members) = item else { return item }
        return .object(members.map { $0.key == key ? .init(key: key, value: DocumentNode(.string(name))) : $0 })
    }

    // MARK: What several fields have to agree on

    private static func agreed(_ path: String) -> DocumentNode.Value? {
        switch path {
        case "spec.remediation.steps[].when": .array([DocumentNode(.string("n0"))])
        case "spec.remediation.steps[].attempts": .integer(1)
        case "spec.remediation.budget.actions", "spec.remediation.circuitBreaker.failures": .integer(100)
        case _ where path.hasSuffix(".matchExpressions[].operator"): .string("In")
        default: nil
        }
    }
}

extension TextFormat {
    fileprivate var isContainerName: Bool { if case .containerName = self { true } else { false } }
}
