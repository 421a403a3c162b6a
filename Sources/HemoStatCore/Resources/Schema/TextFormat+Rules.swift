extension TextFormat {
    package func accepts(_ text: String) -> Bool {
        let bytes = text.utf8[...]
        return switch self {
        case .dnsLabel: Self.isLabel(bytes)
        case .dnsSubdomain: Self.isSubdomain(bytes)
        case .labelKey: Self.isLabelKey(bytes)
        case .labelValue: bytes.isEmpty || Self.isWord(bytes)
        case .glob: (1...255).contains(bytes.count) && bytes.allSatisfy(Self.isGlobByte)
        case .dockerLabelKey: (1...255).contains(bytes.count) && bytes.allSatisfy(Self.isVisible)
        case .containerName: Self.isContainerName(bytes)
        case .imageReference: Self.isImageReference(bytes)
        case .word: (1...253).contains(bytes.count) && bytes.allSatisfy(Self.isVisible)
        case .line: (1...1024).contains(bytes.count) && bytes.allSatisfy { $0 >= 32 && $0 != 127 }
        case .freeText: bytes.count <= 64 << 10
        case .regularExpression: (1...4096).contains(bytes.count)
        case .cron: (9...200).contains(bytes.count) || text.hasPrefix("@")
        case .timeZone: Self.isTimeZone(bytes)
        case .probeURL: Self.isURL(text, schemes: ["http://", "https://"])
        case .webURL: Self.isURL(text, schemes: ["http://", "https://"]) && !text.contains("{")
        case .argument: bytes.count <= 4096 && !bytes.contains(0)
        case .signal: (1...16).contains(bytes.count) && bytes.allSatisfy(Self.isSignalByte)
        case .engineEndpoint: Self.isEngineEndpoint(text)
        case .fileBelow: Self.isBelow(text)
        case .policyFile: Self.isRelative(text) && (text.hasSuffix(".yaml") || text.hasSuffix(".yml"))
        case .gitURL: Self.isURL(text, schemes: ["https://", "ssh://", "file://"])
        case .gitReference: Self.isGitReference(text)
        case .commitID: [40, 64].contains(bytes.count) && bytes.allSatisfy(Self.isHexDigit)
        case .versionRange: (1...128).contains(bytes.count) && bytes.allSatisfy(Self.isRangeByte)
        case .hostAndPort: Self.isHostAndPort(bytes)
        case .mailAddress: Self.isMailAddress(bytes)
        case .alertField: Self.alertFields.contains(text) || (text.hasPrefix("label/") && text.utf8.count > 6)
        }
    }

    private typealias Bytes = Substring.UTF8View

    // MARK: Names

    private static func isLabel(_ bytes: Bytes) -> Bool {
        (1...63).contains(bytes.count) && bytes.allSatisfy { isLowercase($0) || isDigit($0) || $0 == hyphen }
            && bytes.first != hyphen && bytes.last != hyphen
    }

    private static func isSubdomain(_ bytes: Bytes) -> Bool {
        bytes.count <= 253 && bytes.split(separator: dot, omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabelKey(_ bytes: Bytes) -> Bool {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return isWord(bytes) }
        return isSubdomain(bytes[..<slash]) && isWord(bytes[bytes.index(after: slash)...])
    }

    private static func isWord(_ bytes: Bytes) -> Bool {
        guard (1...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == hyphen || $0 == dot || $0 == underscore }
    }

    private static func isContainerName(_ bytes: Bytes) -> Bool {
        guard (1...255).contains(bytes.count), let first = bytes.first, isAlphanumeric(first) else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == hyphen || $0 == dot || $0 == underscore }
    }

    private static func isImageReference(_ bytes: Bytes) -> Bool {
        guard (1...255).contains(bytes.count), let first = bytes.first, isAlphanumeric(first) else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || "._-/:@".utf8.contains($0) }
    }

    private static func isTimeZone(_ bytes: Bytes) -> Bool {
        guard (1...64).contains(bytes.count), let first = bytes.first, isAlphanumeric(first) else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || "_+-/".utf8.contains($0) }
    }

    // MARK: Addresses and paths

    /// A scheme of the list, a host, nothing invisible, and no user or password in it.
    private static func isURL(_ text: String, schemes: [String]) -> Bool {
        guard let scheme = schemes.first(where: text.hasPrefix), text.utf8.count <= 2048 else { return false }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { !"/?#".utf8.contains($0) }
        guard rest.allSatisfy(isVisible), !authority.isEmpty || scheme == "file://" else { return false }
        // ssh needs its user; a password has no place in a document.
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return true }
        return scheme == "ssh://" && !authority[..<at].contains(colon)
    }

    private static func isEngineEndpoint(_ text: String) -> Bool {
        if text.hasPrefix("unix:///") { return text.utf8.count <= 7 + 107 && text.utf8.allSatisfy(isVisible) }
        return text.hasPrefix("tcp://") && isHostAndPort(text.utf8.dropFirst(6))
    }

    private static func isHostAndPort(_ bytes: Bytes) -> Bool {
        guard let separator = bytes.lastIndex(of: colon), separator > bytes.startIndex,
            let port = Int(Substring(bytes[bytes.index(after: separator)...])), (1...65_535).contains(port)
        else { return false }
        return bytes[..<separator].allSatisfy { isAlphanumeric($0) || ".-_[]:".utf8.contains($0) }
    }

    private static func isMailAddress(_ bytes: Bytes) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return bytes.count <= 254 && parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isVisible) }
    }

    private static func isRelative(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && !text.hasPrefix("/") && text.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
    }

    private static func isBelow(_ text: String) -> Bool {
        isRelative(text) && !text.contains("://")
            && !text.split(separator: "/", omittingEmptySubsequences: false).contains("..")
    }

    /// The rules of git-check-ref-format(1) that matter on a command line.
    private static func isGitReference(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasPrefix("/") && !text.hasSuffix("/")
            && !text.hasSuffix(".lock") && !text.contains("..") && !text.contains("@{")
            && text.utf8.allSatisfy { isVisible($0) && !"~^:?*[\\".utf8.contains($0) }
    }

    // MARK: Bytes

    private static let hyphen = UInt8(ascii: "-")
    private static let dot = UInt8(ascii: ".")
    private static let underscore = UInt8(ascii: "_")
    private static let colon = UInt8(ascii: ":")
    private static func isVisible(_ byte: UInt8) -> Bool { byte > 32 && byte != 127 }
    private static func isLowercase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLowercase(byte | 0x20) || isDigit(byte) }
    private static func isGlobByte(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "*?._-/:@".utf8.contains(byte) }
    private static func isSignalByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "+")
            || byte == hyphen
    }
    private static func isRangeByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || " .*<>=~^|,-+!".utf8.contains(byte)
    }
}
