/// What stands between a name and its value, and where that begins.
struct NameSeparator {
    enum Kind {
        /// `=`, `=>`, `==`
        case equals
        /// `:`, `:=`
        case colon
        /// A flag's value is the next word.
        case word
        /// `<name>…</name>`
        case element
        /// `-u user:password`
        case userFlag
    }

    let kind: Kind
    let value: Int

    private static let longestGap = 32

    /// Nil when no value follows.
    init?(after name: Range<Int>, _ text: [UInt8]) {
        var position = name.upperBound
        guard position < text.count else { return nil }
        if text[position] == UInt8(ascii: ">"), name.lowerBound > 0, text[name.lowerBound - 1] == UInt8(ascii: "<") {
            (kind, value) = (.element, position + 1)
            return
        }
        // `\"` in a string of JSON that is JSON itself.
        if text[position] == UInt8(ascii: "\\") { position += 1 }
        if position < text.count, text[position].isQuote { position += 1 }
        let sign = Self.skipBlanks(from: position, text)
        guard sign < text.count else { return nil }
        // Dashes are bytes of names.
        let isFlag = text[name.lowerBound] == UInt8(ascii: "-")
        switch text[sign] {
        case UInt8(ascii: "="), UInt8(ascii: ":"):
            kind = text[sign] == UInt8(ascii: "=") ? .equals : .colon
            value = Self.skipBlanks(from: text.end(of: Self.isSign, from: sign, limit: 3), text)
        case UInt8(ascii: ",") where isFlag && position > name.upperBound:
            // An argument vector in JSON: `"--password", "…"`.
            (kind, value) = (.word, Self.skipBlanks(from: sign + 1, text))
        default:
            guard isFlag, sign > position, position == name.upperBound else { return nil }
            (kind, value) = (Self.isUserFlag(text[name]) ? .userFlag : .word, sign)
        }
    }

    private static func skipBlanks(from start: Int, _ text: [UInt8]) -> Int {
        text.end(of: { $0.isBlank }, from: start, limit: longestGap)
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ">")
    }

    private static func isUserFlag(_ name: ArraySlice<UInt8>) -> Bool {
        name.elementsEqual("-u".utf8) || name.elementsEqual("--user".utf8)
    }
}
