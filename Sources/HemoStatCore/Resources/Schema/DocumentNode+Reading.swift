extension DocumentNode {
    /// The members of an object, none for anything else.
    package var members: [Member] {
        guard case .object(let members) = value else { return [] }
        return members
    }

    /// The items of an array, none for anything else.
    package var elements: [DocumentNode] {
        guard case .array(let elements) = value else { return [] }
        return elements
    }

    /// The text of a string, nil for anything else.
    package var text: String? {
        guard case .string(let text) = value else { return nil }
        return text
    }
}

extension DocumentNode.Value {
    /// The words behind "found".
    package var summary: String {
        switch self {
        case .null: "nothing"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let text): Diagnostic.quote(text)
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension Diagnostic {
    /// Text from outside, fit for a terminal: quoted, control characters escaped, at most 60 characters of it.
    package static func quote(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(60)
        let escaped = shown.map { $0 == "\"" || $0 == "\\" || !$0.isVisible ? $0.escaped(asASCII: true) : String($0) }
        return "\"\(escaped.joined())\(shown.endIndex < text.unicodeScalars.endIndex ? "…" : "")\""
    }
}

extension Unicode.Scalar {
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }
}
