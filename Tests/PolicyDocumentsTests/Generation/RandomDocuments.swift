@testable import HemoStatCore

/// Documents of a kind made along its schema by chance, most of them good, the same for the same seed.
struct RandomDocuments {
    private let schema: ResourceSchema
    private var random: Sequence64
    /// Of the expectations and containers written so far: what others may refer to.
    private var names: [String] = []
    private var minutes = 0

    init(of schema: ResourceSchema, seed: UInt64) {
        self.schema = schema
        random = Sequence64(seed: seed)
    }

    mutating func next() -> DocumentNode {
        (names, minutes) = ([], 0)
        return DocumentNode(value(of: .object(schema.root), ""))
    }

    private mutating func value(of type: ValueType, _ path: String) -> DocumentNode.Value {
        if let value = agreed(path) { return value }
        switch type {
        case .object(let schema): return object(schema, path)
        case .list(let element, let range, let key):
            let count = min(range.upperBound, max(range.lowerBound, random.below(4)))
            let choices = Set((0..<count).map { $0 })
            return .array(
                choices.sorted().map { index in
                    if key != nil { names.append("n\(index)") }
                    return DocumentNode(value(of: element, path + "[]"))
                }
            )
        case .map(let keys, let values):
            let known = path.hasPrefix("timeline") && !path.hasSuffix("probes") ? names : SampleTexts.texts(keys)
            let chosen = known.filter { _ in random.chance(50) }
            return .object(chosen.map { .init(key: $0, value: DocumentNode(value(of: values, path + "{}"))) })
        default: return random.pick(SampleTexts.scalars(type))
        }
    }

    private mutating func object(_ schema: ObjectSchema, _ path: String) -> DocumentNode.Value {
        var chosen: Set<String> = []
        for group in schema.groups { chosen.insert(random.pick(group.alternatives)) }
        if path == "spec.ref" { chosen.insert(random.pick(schema.fields.map(\.name))) }
        var members: [DocumentNode.Member] = []
        for field in schema.fields {
            let isWanted: Bool
            switch field.presence {
            case .required: isWanted = true
            case .oneOf: isWanted = chosen.contains(field.name)
            default: isWanted = path == "spec.ref" ? chosen.contains(field.name) : random.chance(60)
            }
            guard isWanted else { continue }
            let inner = path.isEmpty ? field.name : "\(path).\(field.name)"
            members.append(.init(key: field.name, value: DocumentNode(value(of: field.type, inner))))
        }
        return .object(members)
    }

    // MARK: What several fields have to agree on

    private mutating func agreed(_ path: String) -> DocumentNode.Value? {
        func text(_ text: String) -> DocumentNode.Value { .string(text) }
        switch path {
        case "spec.expectations[].name", "containers[].name": return text(names.last ?? "n0")
        case _ where path.hasSuffix("conditions[].type"): return text(names.last ?? "n0")
        case _ where path.hasSuffix("oomKilled.never"): return .bool(true)
        case "spec.expectations[].for": return text(random.chance(50) ? "0s" : "2h")
        case _ where path.hasPrefix("spec.expectations[].") && path.hasSuffix(".timeout"): return text("1s")
        case "spec.remediation.steps[].when":
            let some = names.filter { $0.hasPrefix("n") && random.chance(60) }
            return .array((some.isEmpty ? ["n0"] : some).map { DocumentNode(.string($0)) })
        case "spec.remediation.verify.stableFor": return text("1s")
        case "spec.remediation.verify.timeout": return text("1m")
        case "spec.expectations": return nil
        case "timeline[].at":
            minutes += random.below(3)
            return text("\(minutes)m")
        default: return nil
        }
    }
}
