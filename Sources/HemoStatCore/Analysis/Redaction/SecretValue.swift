/// The value of a telling name: where it ends, and whether there is anything to hide.
struct SecretValue {
    let name: Range<Int>
    let separator: NameSeparator
    let text: [UInt8]

    /// Bytes of a value over several lines.
    private static let longestBlock = 16 << 10
    private static let longestPlaceholder = 64
    private static let harmless: Set<[UInt8]> = Set(
        ["null", "none", "nil", "true", "false", "undefined"].map { Array($0.utf8) }
    )
    private static let headers: [StaticString] = [
        "authorization", "proxy-authorization", "cookie", "set-cookie",
    ]
    private static let schemes: [StaticString] = ["bearer ", "basic ", "digest ", "token ", "negotiate "]

    /// Nil when it is empty, a placeholder, or a structure whose parts have names of their own.
    var range: Range<Int>? {
        let start = separator.value
        guard start < text.count else { return nil }
        let range = candidate(from: start)
        guard let range, !range.isEmpty else { return nil }
        return isPlaceholder(range) ? nil : range
    }

    /// `null`, `****`, `${NAME}`: names inside a value that is none are looked at too, so a long one never is.
    private func isPlaceholder(_ range: Range<Int>) -> Bool {
        let value = text[range]
        if value.allSatisfy({ $0 == UInt8(ascii: "*") }) { return true }
        guard value.count <= Self.longestPlaceholder else { return false }
        if text.has("[redacted]", at: range.lowerBound) || text.has("[redacted]", at: range.lowerBound - 1) {
            return value.count <= Redactor.mark.utf8.count
        }
        if text.has("${", at: range.lowerBound) {
            let end = text.end(of: NamedValueScan.isNameByte, from: range.lowerBound + 2, limit: value.count)
            return text.has("}", at: end) && end + 1 >= range.upperBound
        }
        return Self.harmless.contains(value.map(\.lowercased))
    }

    private func candidate(from start: Int) -> Range<Int>? {
        if separator.kind == .element {
            return start..<text.end(of: { $0 != UInt8(ascii: "<") && !$0.isNewline }, from: start)
        }
        switch text[start] {
        case UInt8(ascii: "\\") where start + 1 < text.count && text[start + 1].isQuote:
            return start + 2..<endOfEscapedQuote(from: start + 2, text[start + 1])
        case let quote where quote.isQuote:
            return start + 1..<endOfQuote(from: start + 1, quote)
        case UInt8(ascii: "{"):
            return nil
        case UInt8(ascii: "["):
            return start + 1..<text.end(of: { $0 != UInt8(ascii: "]") && !$0.isNewline }, from: start + 1)
        case UInt8(ascii: "|") where isBlock(start), UInt8(ascii: ">") where isBlock(start):
            return block(from: start)
        case UInt8(ascii: "-") where separator.kind == .word:
            return nil
        default:
            return plain(from: start)
        }
    }

    /// A quote without an end ends with its line.
    private func endOfQuote(from start: Int, _ quote: UInt8) -> Int {
        var position = start
        while position < text.count, text[position] != quote, !text[position].isNewline {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position, text.count)
    }

    private func endOfEscapedQuote(from start: Int, _ quote: UInt8) -> Int {
        var position = start
        while position < text.count, !text[position].isNewline {
            if text[position] == UInt8(ascii: "\\"), position + 1 < text.count {
                if text[position + 1] == quote { return position }
                position += 1
            }
            position += 1
        }
        return min(position, text.count)
    }

    /// YAML's value on the lines below, indented deeper than its name.
    private func block(from start: Int) -> Range<Int>? {
        let first = endOfIndicator(start)
        let indent = indentation(ofLineAt: lineStart(of: name.lowerBound))
        var position = first
        while position < text.count, position - start < Self.longestBlock {
            let line = text.end(of: { $0.isNewline }, from: position)
            guard line < text.count, indentation(ofLineAt: line) > indent else { break }
            position = text.lineEnd(from: line)
        }
        return position > first ? first + 1..<position : nil
    }

    private func isBlock(_ start: Int) -> Bool {
        let end = endOfIndicator(start)
        return end == text.count || text[end].isNewline
    }

    private func endOfIndicator(_ start: Int) -> Int {
        text.end(of: { $0.isBlank || $0.isDigit || $0 == 0x2B || $0 == 0x2D }, from: start + 1, limit: 8)
    }

    private func lineStart(of position: Int) -> Int {
        var start = position
        while start > 0, position - start < Self.longestBlock, !text[start - 1].isNewline { start -= 1 }
        return start
    }

    private func indentation(ofLineAt start: Int) -> Int { text.end(of: { $0.isBlank }, from: start) - start }

    /// Without quotes: a header's whole line, what a quote around name and value holds, or one word.
    private func plain(from start: Int) -> Range<Int> {
        let start = afterScheme(start)
        let opening = name.lowerBound > 0 ? text[name.lowerBound - 1] : 0
        let isKey = text[name.upperBound].isQuote || text[name.upperBound] == UInt8(ascii: "\\")
        if opening.isQuote, !isKey { return start..<endOfQuote(from: start, opening) }
        if separator.kind == .colon, isHeader { return start..<text.lineEnd(from: start) }
        return start..<endOfWord(from: start)
    }

    private var isHeader: Bool {
        Self.headers.contains { $0.utf8CodeUnitCount == name.count && text.hasWord($0, at: name.lowerBound) }
    }

    /// `Bearer` is no secret.
    private func afterScheme(_ start: Int) -> Int {
        guard isHeader, let scheme = Self.schemes.first(where: { text.hasWord($0, at: start) }) else { return start }
        return start + scheme.utf8CodeUnitCount
    }

    /// To the next blank or quote, or to a sign that ends values where another name, or nothing, follows it.
    private func endOfWord(from start: Int) -> Int {
        var position = start
        while position < text.count, text[position] > 0x20, !text[position].isQuote {
            switch text[position] {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "&"):
                if endsValue(position) { return position }
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if closesStructure(position) { return position }
            default:
                break
            }
            position += 1
        }
        return position
    }

    /// A password may hold such a sign: then no other name follows it.
    private func endsValue(_ position: Int) -> Bool {
        let next = text.end(of: { $0.isBlank || $0.isQuote }, from: position + 1, limit: 4)
        guard next < text.count, !text[next].isNewline, next == position + 1 else { return true }
        let end = text.end(of: NamedValueScan.isNameByte, from: next, limit: 64)
        guard end > next, end < text.count else { return false }
        return text[end] == UInt8(ascii: "=") || text[end] == UInt8(ascii: ":")
    }

    private func closesStructure(_ position: Int) -> Bool {
        guard position + 1 < text.count else { return true }
        let next = text[position + 1]
        return next <= 0x20 || next.isQuote || ",;)]}".utf8.contains(next)
    }
}
