/// What may stand for a container in a path: Docker's ids and names, and nothing that could leave the path.
///
/// Source: moby, `daemon/names`: `[a-zA-Z0-9][a-zA-Z0-9_.-]`.
enum ContainerReference {
    private static let longestName = 255

    static func isValid(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= longestName else { return false }
        return text.utf8.allSatisfy {
            isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
    }

    /// A full id: 64 hexadecimal digits, which no other container can have, nor a name stand for.
    static func isWholeID(_ text: String) -> Bool { ImagePath.isHexadecimal(text, 64...64) }

    /// Signal names and numbers: `SIGTERM`, `RTMIN+3`, `15`; not 0, which to some engines means SIGKILL.
    static func isSignal(_ text: String) -> Bool {
        guard (1...16).contains(text.utf8.count), let first = text.utf8.first, isAlphanumeric(first) else {
            return false
        }
        guard text.utf8.allSatisfy({ isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else {
            return false
        }
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return true }
        return Int(text).map { (1...64).contains($0) } ?? false
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
