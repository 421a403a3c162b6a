extension JSONValue {
    /// Text with more characters than this is folded over several lines.
    private static let foldWidth = 80

    /// Block YAML that every version of the language reads alike, with a newline at the end.
    package var yaml: String { yamlLines.joined(separator: "\n") + "\n" }

    private var yamlLines: [String] {
        switch self {
        case .object(let object) where !object.isEmpty: object.members.flatMap(Self.lines)
        case .array(let items) where !items.isEmpty: items.flatMap(Self.lines)
        default: [inlineYAML]
        }
    }

    private static func lines(of member: JSONObject.Member) -> [String] {
        let key = plainOrQuoted(member.key) + ":"
        switch member.value {
        case .object(let object) where !object.isEmpty: return [key] + indented(member.value.yamlLines)
        case .array(let items) where !items.isEmpty: return [key] + member.value.yamlLines
        case .string(let text) where isFoldable(text):
            return ["\(key) >-"] + indented(WordWrap.lines(of: text, width: foldWidth))
        default: return ["\(key) \(member.value.inlineYAML)"]
        }
    }

    private static func lines(of item: JSONValue) -> [String] {
        let lines = item.yamlLines
        return ["- " + lines[0]] + indented(Array(lines.dropFirst()))
    }

    private static func indented(_ lines: [String]) -> [String] { lines.map { "  " + $0 } }

    /// A scalar or something empty.
    private var inlineYAML: String {
        switch self {
        case .string(let text): Self.plainOrQuoted(text)
        case .array: "[]"
        case .object: "{}"
        default: scalar
        }
    }

    /// Folding turns a line end into one space: it keeps only text whose words stand one space apart.
    private static func isFoldable(_ text: String) -> Bool {
        text.count > foldWidth && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.contains("  ")
            && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }

    private static func plainOrQuoted(_ text: String) -> String {
        if isPlain(text) { return text }
        // Single quotes keep the backslashes of patterns readable, but know no escapes.
        guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else { return quoted(text) }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// Whether no reader of any YAML takes it for something else: it begins with a letter (or a dot and a letter) and is
    /// none of the words YAML 1.1 gives a meaning.
    private static func isPlain(_ text: String) -> Bool {
        let first = text.hasPrefix(".") ? text.utf8.dropFirst().first : text.utf8.first
        guard let first, isLetter(first), !words.contains(text.lowercased()), !text.contains(": "),
            !text.contains(" #"), !text.hasSuffix(":"), !text.hasSuffix(" ")
        else { return false }
        return text.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
    }

    private static let words: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan"]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
