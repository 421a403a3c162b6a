// What scans ask of bytes. All of ASCII, without a locale: letters of other alphabets are just bytes of a value.

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isUppercase: Bool { self >= 0x41 && self <= 0x5A }
    var isLowercase: Bool { self >= 0x61 && self <= 0x7A }
    var isLetter: Bool { isUppercase || isLowercase }
    var isAlphanumeric: Bool { isLetter || isDigit }
    /// Of base64 in its two alphabets, without padding.
    var isBase64URL: Bool { isAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") }
    var isBase64: Bool { isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") }
    /// Space or tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    var isNewline: Bool { self == 0x0A || self == 0x0D }
    var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`") }
    var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
}

extension [UInt8] {
    /// Whether a text stands at a position.
    func has(_ text: StaticString, at position: Int) -> Bool {
        guard position >= 0, position + text.utf8CodeUnitCount <= count else { return false }
        return text.withUTF8Buffer { word in word.indices.allSatisfy { self[position + $0] == word[$0] } }
    }

    /// The same, whatever the case; `text` is in lower case.
    func hasWord(_ text: StaticString, at position: Int) -> Bool {
        guard position >= 0, position + text.utf8CodeUnitCount <= count else { return false }
        return text.withUTF8Buffer { word in word.indices.allSatisfy { self[position + $0].lowercased == word[$0] } }
    }

    /// The first position from `start` on whose byte is none of the kind; at most `limit` bytes on.
    func end(of kind: (UInt8) -> Bool, from start: Int, limit: Int = .max) -> Int {
        var position = start
        let end = limit < count - start ? start + limit : count
        while position < end, kind(self[position]) { position += 1 }
        return position
    }

    func lineEnd(from start: Int) -> Int { end(of: { !$0.isNewline }, from: start) }
}
