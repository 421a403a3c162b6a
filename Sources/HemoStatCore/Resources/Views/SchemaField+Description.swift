extension SchemaField {
    /// The row in sentences, for people: what it means, what it takes, and what holds when it is absent.
    ///
    /// OpenAPI, CRDs, JSON Schema and `explain` all say it in these words. The words of a choice are not among them: each
    /// of these has a place of its own for them.
    package var description: String {
        var sentences = Sentences()
        sentences.add(prose)
        for clause in type.clauses(hasDefault: defaultClause != nil) { sentences.add(clause) }
        if let clause = defaultClause { sentences.add(clause) }
        return sentences.text
    }

    private var defaultClause: String? {
        switch presence {
        case .required, .optional, .oneOf, .defaulted(.object): nil
        case .defaulted(.array([])): "empty by default"
        case .defaulted(let value): "defaults to \(value.words)"
        case .defaultedWith(let fields, let value, let otherwise):
            "defaults to \(value.words) with \(fields.joined(separator: ", ")), to \(otherwise.words) without"
        }
    }
}

extension ResourceSchema {
    /// The kind in sentences.
    package var description: String {
        var sentences = Sentences()
        sentences.add(prose)
        for clause in ValueType.object(root).clauses(hasDefault: false) { sentences.add(clause) }
        return sentences.text
    }
}

extension ValueType {
    /// What a value has to be beyond its type, a clause each.
    fileprivate func clauses(hasDefault: Bool) -> [String] {
        switch self {
        case .object(let schema): schema.clauses(subject: "")
        case .list(.object(let schema), _, let key):
            schema.clauses(subject: "each has ") + (key.map { ["no two have the same \($0)"] } ?? [])
        case .list(let element, _, _): element.bounds.map { ["each is \($0)"] } ?? []
        case .map(let keys, .object(let schema)):
            ["each key is \(keys.meaning)"] + schema.clauses(subject: "each has ")
        case .map(let keys, let values):
            ["each key is \(keys.meaning)"] + (values.bounds.map { ["each value is \($0)"] } ?? [])
        case .choice: []
        case .duration(.zero, .longest) where hasDefault: []
        default: bounds.map { [$0] } ?? []
        }
    }

    /// What a scalar must be, nil when its type says it all.
    private var bounds: String? {
        switch self {
        case .boolean, .list, .map, .object, .text(.word), .text(.line), .text(.freeText), .text(.argument): nil
        case .integer(let range) where range.upperBound >= Int64(Int32.max):
            range.lowerBound > 0 ? "an integer of at least \(range.lowerBound)" : nil
        case .text(let format): format.meaning
        default: expectation
        }
    }
}

extension ObjectSchema {
    fileprivate func clauses(subject: String) -> [String] {
        groups.map { "\(subject)exactly one \($0.name): \($0.alternatives.joined(separator: ", "))" }
            + rules.map(\.prose)
    }
}

extension TextFormat {
    /// Its words, but none that end in dots of their own: a full stop follows.
    fileprivate var meaning: String {
        switch self {
        case .labelValue: "at most 63 letters, digits and, between them, hyphens, underscores and dots"
        case .fileBelow: "a relative path that stays below its directory"
        default: prose
        }
    }
}

extension DocumentNode.Value {
    /// As people would write it in a sentence.
    fileprivate var words: String {
        switch self {
        case .string(let text) where text.contains(where: { $0.isLetter || $0.isNumber }): text
        case .array(let items): "[\(items.map(\.value.words).joined(separator: ", "))]"
        default: JSONValue(self).json
        }
    }
}
