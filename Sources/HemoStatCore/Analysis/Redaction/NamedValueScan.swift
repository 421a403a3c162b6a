/// Values behind a telling name: `PASSWORD=…`, `"token": "…"`, `--api-key …`, `Authorization: …`, `<secret>…</secret>`.
enum NamedValueScan {
    @Sendable static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position < text.count {
            guard isNameByte(text[position]) else {
                position += 1
                continue
            }
            let name = position..<text.end(of: isNameByte, from: position)
            position = name.upperBound
            if let range = value(behind: name, text) {
                found.append(range)
                position = max(position, range.upperBound)
            }
        }
        return found
    }

    static func isNameByte(_ byte: UInt8) -> Bool { byte.isBase64URL || byte == UInt8(ascii: ".") }

    private static func value(behind name: Range<Int>, _ text: [UInt8]) -> Range<Int>? {
        // Most words have no value behind them: cheaply told.
        guard let separator = NameSeparator(after: name, text) else { return nil }
        guard separator.kind != .userFlag else { return password(at: separator.value, text) }
        guard SecretName.isSecret(text[name]) else { return nil }
        return SecretValue(name: name, separator: separator, text: text).range
    }

    /// Of `user:password`.
    private static func password(at start: Int, _ text: [UInt8]) -> Range<Int>? {
        let end = text.end(of: { $0 > 0x20 && !$0.isQuote }, from: start)
        guard let colon = text[start..<end].firstIndex(of: UInt8(ascii: ":")), colon + 1 < end else { return nil }
        return colon + 1..<end
    }
}
