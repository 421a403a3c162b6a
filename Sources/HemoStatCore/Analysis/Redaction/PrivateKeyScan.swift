/// Private keys in PEM (RFC 7468), OpenSSH's and PGP's alike, over as many lines as they take.
enum PrivateKeyScan {
    /// Of a key: 16 384 bits of RSA take 13 KiB.
    private static let longestKey = 16 << 10
    private static let longestLabel = 64
    private static let keyWord = Array("PRIVATE KEY".utf8)

    @Sendable static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position < text.count {
            if text[position] != UInt8(ascii: "-") {
                position += 1
            } else if let body = endOfLabel("-----BEGIN ", at: position, text) {
                let end = endOfKey(from: body, text)
                found.append(position..<end)
                position = end
            } else if let end = endOfLabel("-----END ", at: position, text) {
                // Its beginning was before the first line kept.
                found.append(start(ofKeyEndingAt: position, notBefore: found.last?.upperBound ?? 0, text)..<end)
                position = end
            } else {
                position += 1
            }
        }
        return found
    }

    /// Where `-----BEGIN RSA PRIVATE KEY-----` ends; nil when none begins here.
    private static func endOfLabel(_ word: StaticString, at start: Int, _ text: [UInt8]) -> Int? {
        guard text.has(word, at: start) else { return nil }
        let label = start + word.utf8CodeUnitCount
        let end = text.end(
            of: { $0.isUppercase || $0.isDigit || $0 == 0x20 },
            from: label,
            limit: longestLabel
        )
        guard text.has("-----", at: end), text[label..<end].firstRange(of: keyWord) != nil else { return nil }
        return end + 5
    }

    /// Past its own end, or, when that never comes, as far as a key may go.
    private static func endOfKey(from start: Int, _ text: [UInt8]) -> Int {
        let limit = min(text.count, start + longestKey)
        var position = start
        while position < limit {
            if text[position] == UInt8(ascii: "-"), let end = endOfLabel("-----END ", at: position, text) { return end }
            position += 1
        }
        return limit
    }

    /// Back over the lines that end in nothing but base64, whatever a logger wrote in front.
    private static func start(ofKeyEndingAt end: Int, notBefore earliest: Int, _ text: [UInt8]) -> Int {
        var start = end
        let limit = max(earliest, end - longestKey)
        var isLast = true
        // What is in front of the end on its own line is a logger's, or an escaped line of the key.
        while start > limit, !text[start - 1].isNewline { start -= 1 }
        while start > limit {
            var word = start - 1
            while word > limit, isKeyByte(text[word - 1]) { word -= 1 }
            guard start - 1 - word >= (isLast ? 1 : 40) else { break }
            isLast = false
            while word > limit, !text[word - 1].isNewline { word -= 1 }
            start = word
        }
        return start
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool { byte.isBase64 || byte == UInt8(ascii: "=") }
}
