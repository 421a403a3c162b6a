/// The forms of text a schema distinguishes, each with its rule and the words that explain it.
package enum TextFormat: Sendable, CaseIterable {
    /// RFC 1123: at most 63 of a–z, 0–9 and inner hyphens.
    case dnsLabel
    /// RFC 1123: labels joined by dots, at most 253 characters; the names of Kubernetes objects.
    case dnsSubdomain
    /// Kubernetes' qualified name: an optional DNS prefix and `/`, then a label word.
    case labelKey
    /// Kubernetes' label word, or nothing: at most 63 letters, digits and inner `-`, `_`, `.`.
    case labelValue
    /// Names or image references with `*` and `?`, at most 255 characters.
    case glob
    /// The key of a label on a Docker container: any visible text without spaces, at most 255 bytes.
    case dockerLabelKey
    /// Anything up to 64 KiB.
    case freeText

    /// The words behind "expected".
    package var prose: String {
        switch self {
        case .dnsLabel: "a name of at most 63 lowercase letters, digits and inner hyphens"
        case .dnsSubdomain: "a name of at most 253 lowercase letters, digits, inner hyphens and dots"
        case .labelKey: "a label key such as team or example.com/team"
        case .labelValue: "a label value of at most 63 letters, digits and inner - _ ."
        case .glob: "a glob such as web-* (letters, digits, . _ - / : @ and the wildcards * ?)"
        case .dockerLabelKey: "a label key without spaces"
        case .freeText: "text of at most 64 KiB"
        }
    }

    package func accepts(_ text: String) -> Bool {
        let bytes = text.utf8[...]
        return switch self {
        case .dnsLabel: Self.isLabel(bytes)
        case .dnsSubdomain: Self.isSubdomain(bytes)
        case .labelKey: Self.isLabelKey(bytes)
        case .labelValue: bytes.isEmpty || Self.isWord(bytes)
        case .glob: (1...255).contains(bytes.count) && bytes.allSatisfy(Self.isGlobByte)
        case .dockerLabelKey: (1...255).contains(bytes.count) && bytes.allSatisfy { $0 > 32 && $0 != 127 }
        case .freeText: bytes.count <= 64 << 10
        }
    }

    private static func isLabel(_ bytes: Substring.UTF8View) -> Bool {
        (1...63).contains(bytes.count) && bytes.allSatisfy { isLowercase($0) || isDigit($0) || $0 == hyphen }
            && bytes.first != hyphen && bytes.last != hyphen
    }

    private static func isSubdomain(_ bytes: Substring.UTF8View) -> Bool {
        bytes.count <= 253 && bytes.split(separator: dot, omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabelKey(_ bytes: Substring.UTF8View) -> Bool {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return isWord(bytes) }
        return isSubdomain(bytes[..<slash]) && isWord(bytes[bytes.index(after: slash)...])
    }

    private static func isWord(_ bytes: Substring.UTF8View) -> Bool {
        guard (1...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == hyphen || $0 == dot || $0 == UInt8(ascii: "_") }
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let dot = UInt8(ascii: ".")
    private static func isLowercase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLowercase(byte | 0x20) || isDigit(byte) }
    private static func isGlobByte(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "*?._-/:@".utf8.contains(byte) }
}
