/// Passwords of connection strings: `scheme://user:password@host`, and Go's `user:password@tcp(host)`.
///
/// User and host stay readable: they tell which database it was.
enum UserInfoScan {
    /// Bytes from the scheme to the host.
    private static let longest = 1024
    /// A user name as long as this, with no password, is a token.
    private static let longestUser = 20

    @Sendable static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: ":") where text.has("://", at: position):
                let start = position + 3
                let end = endOfAuthority(from: start, text)
                if let range = password(in: start..<end, text) { found.append(range) }
                position = max(start, end)
            case UInt8(ascii: "@") where text.has("@tcp(", at: position) || text.has("@unix(", at: position):
                if let range = password(before: position, text) { found.append(range) }
                position += 1
            default:
                position += 1
            }
        }
        return found
    }

    /// As far as a password may reach, with whatever it is made of; a further URL is not of it.
    private static func endOfAuthority(from start: Int, _ text: [UInt8]) -> Int {
        var position = start
        let limit = min(text.count, start + longest)
        while position < limit, isPart(text[position]) {
            if text[position] == UInt8(ascii: ":"), text.has("://", at: position) { break }
            position += 1
        }
        return position
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        byte > 0x20 && !byte.isQuote && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }

    private static func password(in range: Range<Int>, _ text: [UInt8]) -> Range<Int>? {
        let slash = text[range].firstIndex { [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        let authority = range.lowerBound..<(slash ?? range.upperBound)
        let colon = text[authority].firstIndex(of: UInt8(ascii: ":"))
        if let at = text[authority].lastIndex(of: UInt8(ascii: "@")) {
            guard let colon, colon < at else {
                return at - authority.lowerBound >= longestUser ? authority.lowerBound..<at : nil
            }
            return colon + 1 < at ? colon + 1..<at : nil
        }
        // A slash in the password, which nobody encoded. A number alone is a port.
        guard let colon, let slash, let at = text[range].lastIndex(of: UInt8(ascii: "@")), at > slash,
            !text[(colon + 1)..<slash].allSatisfy(\.isDigit)
        else { return nil }
        return colon + 1..<at
    }

    /// Of a data source name without a scheme.
    private static func password(before at: Int, _ text: [UInt8]) -> Range<Int>? {
        var start = at
        while start > 0, at - start < 256, isPart(text[start - 1]) { start -= 1 }
        guard let colon = text[start..<at].firstIndex(of: UInt8(ascii: ":")), colon + 1 < at else { return nil }
        return colon + 1..<at
    }
}
