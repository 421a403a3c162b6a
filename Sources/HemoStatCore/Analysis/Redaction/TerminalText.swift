/// Text as a terminal shows it, without what steers the terminal: escape sequences (ECMA-48) and control characters.
///
/// To be done before secrets are looked for: a colour in the middle of a word hides it.
package enum TerminalText {
    private static let escape: UInt8 = 0x1B

    /// Keeps line feeds and tabs.
    package static func plain(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == escape {
                position = endOfSequence(from: position + 1, bytes)
            } else {
                if byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x09 { kept.append(byte) }
                position += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Past a control sequence (`ESC [ … letter`), a string (`ESC ] … BEL` or `ESC \`), or two bytes.
    private static func endOfSequence(from start: Int, _ bytes: [UInt8]) -> Int {
        guard start < bytes.count else { return start }
        switch bytes[start] {
        case UInt8(ascii: "["):
            let end = bytes.end(of: { $0 >= 0x20 && $0 <= 0x3F }, from: start + 1, limit: 64)
            return end < bytes.count && bytes[end] >= 0x40 && bytes[end] <= 0x7E ? end + 1 : end
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            // One without an end must not swallow the rest of the text.
            let end = bytes.end(of: { $0 >= 0x20 }, from: start + 1, limit: 1024)
            guard end < bytes.count else { return end }
            if bytes[end] == 0x07 { return end + 1 }
            return bytes[end] == escape && bytes.has("\\", at: end + 1) ? end + 2 : end
        case let byte where byte < 0x20 || byte >= 0x80:
            return start
        default:
            return start + 1
        }
    }
}
