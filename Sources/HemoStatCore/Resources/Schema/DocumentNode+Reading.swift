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
    /// The words behind "found"; of an address without user and password.
    package var summary: String {
        switch self {
        case .null: "nothing"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let text): Diagnostic.quote(Diagnostic.withoutUserinfo(text))
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension Diagnostic {
    /// An address without user and password: people write them where they do not belong, and errors end up in logs.
    ///
    /// Whatever stands between `://` and the last `@` goes: an address that is refused may be malformed in any way.
    package static func withoutUserinfo(_ text: String) -> String {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return text }
        let before = text.utf8[..<at]
        var start = before.startIndex
        var hasColon = false
        for index in before.indices where before[index] == UInt8(ascii: ":") {
            hasColon = true
            if before[index...].starts(with: "://".utf8) {
                start = before.index(index, offsetBy: 3)
                break
            }
        }
        // git@host and ada@example.com hide nothing, and neither does acme/web:2@sha256:….
        guard start > before.startIndex || (hasColon && !text.utf8[at...].starts(with: "@sha".utf8)) else {
            return text
        }
        return "\(text[..<start])…\(text[at...])"
    }

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
