/// Walks a document along a schema and collects what does not fit.
struct SchemaValidator {
    /// More than this many problems are counted, not listed: the text is something else altogether.
    static let maximumDiagnostics = 200

    private var diagnostics: [Diagnostic] = []
    private var unlisted = 0
    /// Whether what is meant differs from what is written: some value does not fit, or some field is misspelled.
    private(set) var needsGuessing = false

    /// The findings in the order of the text.
    var findings: [Diagnostic] {
        let more = Diagnostic("and \(unlisted) more problems; fix these first")
        return diagnostics.inTextOrder + (unlisted > 0 ? [more] : [])
    }

    // MARK: One value at a time

    mutating func checkShape(of node: DocumentNode, as type: ValueType) {
        if let complaint = type.complaint(about: node.value) {
            report(complaint, at: node)
            needsGuessing = true
            return
        }
        switch type {
        case .object(let schema): checkMembers(of: node, schema)
        case .list(let element, let count, let key): checkItems(of: node, element, count, uniqueBy: key)
        case .map(let keys, let values): checkPairs(of: node, keys, values)
        default: break
        }
    }

    private mutating func checkMembers(of node: DocumentNode, _ schema: ObjectSchema) {
        // A misspelled field is one problem: the field it was meant to be does not count as missing.
        var meant: Set<String> = []
        var isPuzzling = false
        for member in node.members {
            guard let field = schema.field(named: member.key) else {
                if let suggestion = reportUnknown(member, in: schema) {
                    meant.insert(suggestion)
                    needsGuessing = true
                } else {
                    isPuzzling = true
                }
                continue
            }
            checkShape(of: member.value, as: field.type)
        }
        for field in schema.fields {
            guard case .required = field.presence, node[field.name] == nil, !meant.contains(field.name) else {
                continue
            }
            report("required field is missing: \(field.prose)", at: node, field.name)
        }
        for group in schema.groups {
            // A field nobody knows may be the missing one as well.
            let isGuessed = isPuzzling || !meant.isDisjoint(with: group.alternatives)
            checkGroup(group.name, group.alternatives, in: node, isGuessed: isGuessed)
        }
    }

    /// Reports a field no schema knows; the known one it resembles, if any.
    private mutating func reportUnknown(_ member: DocumentNode.Member, in schema: ObjectSchema) -> String? {
        guard diagnostics.count < Self.maximumDiagnostics else {
            unlisted += 1
            return nil
        }
        let suggestion = schema.suggestion(for: member.key)
        let known = schema.fields.map(\.name).joined(separator: ", ")
        let help = suggestion.map { "did you mean \"\($0)\"?" } ?? "known here: \(known.isEmpty ? "none" : known)"
        let message = "unknown field \(Diagnostic.quote(member.key)); \(help)"
        report(Diagnostic(message, path: member.value.path, position: member.keyPosition ?? member.value.position))
        return suggestion
    }

    private mutating func checkGroup(
        _ name: String,
        _ alternatives: [String],
        in node: DocumentNode,
        isGuessed: Bool
    ) {
        let given = node.members.filter { alternatives.contains($0.key) }
        let choices = alternatives.joined(separator: ", ")
        if given.isEmpty, !isGuessed {
            report("expected exactly one \(name) (\(choices)), found none", at: node)
        } else if given.count > 1 {
            let found = given.map(\.key).joined(separator: ", ")
            let message = "expected exactly one \(name), found \(given.count): \(found)"
            report(Diagnostic(message, path: node.path, position: given[1].keyPosition ?? node.position))
        }
    }

    private mutating func checkItems(
        of node: DocumentNode,
        _ element: ValueType,
        _ count: ClosedRange<Int>,
        uniqueBy key: String?
    ) {
        let items = node.elements
        if !count.contains(items.count) {
            report("expected \(count.lowerBound) to \(count.upperBound) items, found \(items.count)", at: node)
        }
        var places: [String: String] = [:]
        for item in items {
            checkShape(of: item, as: element)
            guard let key, let member = item[key], let text = member.text else { continue }
            if let first = places[text] {
                report("\(Diagnostic.quote(text)) is already the \(key) of \(first)", at: member)
            } else {
                places[text] = item.path
            }
        }
    }

    private mutating func checkPairs(of node: DocumentNode, _ keys: TextFormat, _ values: ValueType) {
        for member in node.members {
            if !keys.accepts(member.key) {
                let message = "expected \(keys.prose), found key \(Diagnostic.quote(member.key))"
                report(Diagnostic(message, path: member.value.path, position: member.keyPosition))
            }
            checkShape(of: member.value, as: values)
        }
    }

    // MARK: Rules over several values

    /// To be called with the defaults filled in.
    mutating func checkRules(of node: DocumentNode, as type: ValueType) {
        switch type {
        case .object(let schema):
            for breach in schema.rules.flatMap({ $0.breaches(node) }) { report(breach) }
            for field in schema.fields {
                if let value = node[field.name] { checkRules(of: value, as: field.type) }
            }
        case .list(let element, _, _):
            for item in node.elements { checkRules(of: item, as: element) }
        case .map(_, let values):
            for member in node.members { checkRules(of: member.value, as: values) }
        default: break
        }
    }

    // MARK: Reporting

    private mutating func report(_ message: String, at node: DocumentNode, _ member: String? = nil) {
        let path = member.map { DocumentNode.path(node.path, member: $0) } ?? node.path
        report(Diagnostic(message, path: path, position: node.position))
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < Self.maximumDiagnostics {
            diagnostics.append(diagnostic)
        } else {
            unlisted += 1
        }
    }
}
