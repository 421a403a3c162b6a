/// Texts from an engine, made fit for messages and records.
enum EngineText {
    /// One line without control characters, at most `limit` characters; a cut ends in `…`.
    static func singleLine(_ text: String, limit: Int) -> String {
        var line = ""
        var count = 0
        var pendingSpace = false
        for character in text {
            guard !character.unicodeScalars.contains(where: isBreaking) else {
                pendingSpace = !line.isEmpty
                continue
            }
            guard count < limit - 1 else { return line + "…" }
            if pendingSpace, character != " " {
                line.append(" ")
                count += 1
            }
            pendingSpace = false
            line.append(character)
            count += 1
        }
        return line
    }

    /// Whether bytes are JSON's white space only.
    static func isBlank(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { $0 == 0x20 || (0x09...0x0A).contains($0) || $0 == 0x0D }
    }

    /// The first characters of a text that fit into `limit` bytes of UTF-8.
    static func prefix(_ text: String, utf8Bytes limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var bytes = 0
        var end = text.startIndex
        while end < text.endIndex {
            let next = text.index(after: end)
            bytes += text[end..<next].utf8.count
            guard bytes <= limit else { break }
            end = next
        }
        return String(text[..<end])
    }

    /// Controls (C0, DEL, C1) and the line and paragraph separators.
    private static func isBreaking(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
    }
}
