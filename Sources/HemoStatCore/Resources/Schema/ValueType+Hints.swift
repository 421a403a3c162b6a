extension ValueType {
    /// What to write instead, where that can be told: to follow "expected …, found …".
    func hint(for value: DocumentNode.Value) -> String {
        switch (self, value) {
        case (.text(let format), .string(let text)): format.hint(for: text)
        case (.text, .integer), (.text, .number), (.text, .bool): "; quote it to make it text"
        case (.choice(let words), .string(let text)) where words.count > 1:
            Suggestion.nearest(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
        case (.boolean, .string(let text)): Self.truth(text).map { "; write \($0)" } ?? ""
        case (.map, .null): "; write {} for an empty one"
        case (.object(let schema), _): schema.hint(for: value)
        case (.list(let element, _, _), .string(let text)): element.listHint(for: text)
        case (.list, .integer), (.list, .number), (.list, .bool): "; write [\(value.summary)]"
        case (.list, _), (.map, _), (.boolean, _), (.choice, _), (.text, _): ""
        default: better(value).map { "; write \($0)" } ?? ""
        }
    }

    /// What YAML 1.1 took for true and false.
    private static func truth(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "yes", "y", "on", "true": true
        case "no", "n", "off", "false": false
        default: nil
        }
    }

    /// Of an item written where a list of such items belongs; a command is a list of words.
    private func listHint(for text: String) -> String {
        guard case .text(.argument) = self else { return "; write [\(DocumentNode.Value.string(text).summary)]" }
        let words = text.split(separator: " ").map { Diagnostic.quote(String($0)) }
        let isSimple = (1...5).contains(words.count) && !text.contains { "\"'\\$|&;<>`".contains($0) }
        return isSimple ? "; write [\(words.joined(separator: ", "))]" : "; write each word as an item, without a shell"
    }

    // MARK: Numbers and quantities

    /// A value this type takes that was surely meant by one it does not take.
    private func better(_ value: DocumentNode.Value) -> String? {
        guard let text = value.plain else { return nil }
        let fitting = candidates(for: text).filter { accepts($0.value) }.map(\.spelling)
        guard case .countOrPercentage = self else { return fitting.first }
        return fitting.isEmpty ? nil : fitting.joined(separator: " or ")
    }

    private typealias Candidate = (value: DocumentNode.Value, spelling: String)

    private func candidates(for text: String) -> [Candidate] {
        let dense = text.filter { $0 != " " && $0 != "_" }
        return switch self {
        case .integer, .number: Self.numbers(dense)
        case .duration, .signedDuration: Self.quoteless([dense, "\(dense)s"] + Self.days(dense))
        case .percentage: Self.percentages(dense)
        case .countOrPercentage: Self.numbers(dense) + Self.percentages(dense)
        case .quantity: Self.quoteless(Self.quantities(dense))
        default: []
        }
    }

    /// `85`, `85 %`, and 0.85, which is a share of 1.
    private static func percentages(_ text: String) -> [Candidate] {
        guard let share = Double(text), share > 0, share < 1 else {
            return quoted([text.hasSuffix("%") ? text : "\(text)%"])
        }
        return quoted([Percentage((share * 1_000_000).rounded() / 10_000).description])
    }

    private static func numbers(_ text: String) -> [Candidate] {
        guard let number = Double(text), let whole = Int64(exactly: number) else { return [] }
        return [(.integer(whole), "\(whole)")]
    }

    private static func days(_ text: String) -> [String] {
        guard text.hasSuffix("d"), let days = Int64(text.dropLast()), (1...3650).contains(days) else { return [] }
        return ["\(days * 24)h"]
    }

    /// `512MB`, `512mi`, `512m`, `512K`.
    private static func quantities(_ text: String) -> [String] {
        let number = text.prefix { ("0"..."9").contains($0) || $0 == "." }
        let unit = text.dropFirst(number.count).lowercased()
        guard let first = unit.first, unit.utf8.count <= 3, "kmgtp".contains(first) else { return [text] }
        let isDecimal = unit.dropFirst() != "i" && unit.dropFirst() != "ib"
        let letter = isDecimal && first == "k" ? "k" : first.uppercased()
        return [text, "\(number)\(letter)\(isDecimal ? "" : "i")"]
    }

    private static func quoteless(_ texts: [String]) -> [Candidate] { texts.map { (.string($0), $0) } }
    private static func quoted(_ texts: [String]) -> [Candidate] { texts.map { (.string($0), "\"\($0)\"") } }
}

extension ObjectSchema {
    /// `{is: Running}` for `Running`, `{restart: {}}` for `restart`, `{}` where that would do.
    fileprivate func hint(for value: DocumentNode.Value) -> String {
        if value == .null { return fields.contains(where: \.mustBeWritten) ? "" : "; write {} for an empty one" }
        if case .string(let text) = value, let field = field(named: text), case .oneOf = field.presence {
            return "; write {\(text): {}}"
        }
        let required = fields.filter(\.mustBeWritten)
        guard required.count == 1, let field = required.first, field.type.accepts(value), value.plain != nil else {
            return ""
        }
        return "; write {\(field.name): \(value.spelling)}"
    }
}

extension SchemaField {
    fileprivate var mustBeWritten: Bool {
        switch presence {
        case .required, .oneOf: true
        case .optional, .defaulted, .defaultedWith: false
        }
    }
}

extension DocumentNode.Value {
    /// A scalar's text, short enough to be repeated.
    fileprivate var plain: String? {
        switch self {
        case .string(let text) where text.utf8.count <= 40: text
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        default: nil
        }
    }

    /// Words without quotes, as people write them.
    fileprivate var spelling: String {
        guard case .string(let text) = self, TextFormat.containerName.accepts(text) else { return summary }
        return text
    }
}

extension TextFormat {
    fileprivate func hint(for text: String) -> String {
        switch self {
        case .probeURL where text.contains("@"), .webURL where text.contains("@"): "; leave user and password out of it"
        case .gitURL where text.contains("@"):
            text.contains("://")
                ? "; leave passwords and tokens out of it, credentials names their files"
                : "; write ssh://git@host/path for git@host:path"
        case .fileBelow where text.contains("://"): "; write it to a file below --secrets-dir and name that"
        case .engineEndpoint where text.hasPrefix("/"): "; write \(Diagnostic.quote("unix://\(text)"))"
        case .glob where text.contains { "^$[(|\\+".contains($0) }: "; globs are no regular expressions"
        default: ""
        }
    }
}
