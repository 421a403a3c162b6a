/// Credentials behind the name of an HTTP scheme, where no header's name stands before it: `Bearer …`, `Basic …`.
enum BearerScan {
    private static let shortest = 8
    private static let isSecretByte: @Sendable (UInt8) -> Bool = {
        $0.isBase64URL || $0.isBase64 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "=")
            || $0 == UInt8(ascii: "~")
    }

    @Sendable static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position < text.count {
            if let range = credentials(at: position, text) {
                found.append(range)
                position = range.upperBound
            } else {
                position += 1
            }
        }
        return found
    }

    private static func credentials(at start: Int, _ text: [UInt8]) -> Range<Int>? {
        guard text[start].lowercased == UInt8(ascii: "b"), start == 0 || !text[start - 1].isAlphanumeric else {
            return nil
        }
        let scheme = text.hasWord("bearer ", at: start) ? 7 : text.hasWord("basic ", at: start) ? 6 : 0
        guard scheme > 0 else { return nil }
        let value = text.end(of: { $0.isBlank }, from: start + scheme, limit: 16)
        let end = text.end(of: isSecretByte, from: value)
        guard end - value >= shortest, looksRandom(text[value..<end]) else { return nil }
        return value..<end
    }

    /// "Bearer authentication" is prose: a word of small letters only.
    private static func looksRandom(_ word: ArraySlice<UInt8>) -> Bool {
        word.count >= 24 || word.dropFirst().contains { !$0.isLowercase }
    }
}
