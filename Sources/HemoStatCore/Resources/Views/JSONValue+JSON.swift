extension JSONValue {
    /// What fits into so many columns stays on one line in `prettyJSON`.
    private static let lineWidth = 100

    /// JSON on one line, without spaces: for a wire.
    package var json: String { oneLine(comma: ",", colon: ":") }

    /// JSON for people, indented by two, with a newline at the end.
    package var prettyJSON: String { lines(firstColumn: 0, indent: 0) + "\n" }

    private func oneLine(comma: String, colon: String) -> String {
        switch self {
        case .array(let items):
            "[" + items.map { $0.oneLine(comma: comma, colon: colon) }.joined(separator: comma) + "]"
        case .object(let object):
            "{"
                + object.members.map { Self.quoted($0.key) + colon + $0.value.oneLine(comma: comma, colon: colon) }
                .joined(separator: comma) + "}"
        default: scalar
        }
    }

    /// Over several lines if it must; its first one begins in `firstColumn`, behind a key or not.
    private func lines(firstColumn: Int, indent: Int) -> String {
        let short = oneLine(comma: ", ", colon: ": ")
        guard firstColumn + short.utf8.count > Self.lineWidth else { return short }
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch self {
        case .array(let items):
            let texts = items.map { inner + $0.lines(firstColumn: indent + 2, indent: indent + 2) }
            return "[\n" + texts.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let object):
            let texts = object.members.map { member in
                let key = inner + Self.quoted(member.key) + ": "
                return key + member.value.lines(firstColumn: key.utf8.count, indent: indent + 2)
            }
            return "{\n" + texts.joined(separator: ",\n") + "\n\(outer)}"
        default: return short
        }
    }

    /// A value that is neither array nor object, as JSON.
    var scalar: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): number.isFinite ? Int64(exactly: number).map(String.init) ?? "\(number)" : "null"
        case .string(let text): Self.quoted(text)
        case .array, .object: ""
        }
    }

    /// RFC 8259, section 7.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\0"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
