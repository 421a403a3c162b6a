/// Where a request goes, fit for messages: `http://host:port`, `tcp://host:port` or `unix:/path`, without user, password, path and query.
struct RequestPlace: Sendable, CustomStringConvertible {
    let description: String
    /// Whether it is reached through TLS.
    let usesTLS: Bool

    /// Nil when the URL is not `http://` or `https://` with a proper host and port.
    init?(_ request: HTTPRequest) {
        guard let scheme = Self.scheme(of: request.url) else { return nil }
        let authority = request.url.utf8.dropFirst(scheme.utf8.count).prefix { !"/?#".utf8.contains($0) }
        let start = authority.lastIndex(of: UInt8(ascii: "@")).map { authority.index(after: $0) }
        let host = authority[(start ?? authority.startIndex)...]
        guard Self.isHostAndPort(host) else { return nil }
        usesTLS = scheme == "https://"
        let prefix = request.connectsOnly ? "tcp://" : scheme
        description = request.unixSocketPath.map { "unix:\($0)" } ?? prefix + String(decoding: host, as: UTF8.self)
    }

    private static func scheme(of url: String) -> String? {
        ["http://", "https://"].first { $0.utf8.elementsEqual(url.prefix($0.count).lowercased().utf8) }
    }

    /// `name`, `name:port`, `1.2.3.4:port`, `[::1%25eth0]:port`; names may be international.
    private static func isHostAndPort(_ text: Substring.UTF8View.SubSequence) -> Bool {
        var rest = text
        let isBracketed = rest.first == UInt8(ascii: "[")
        let host: Substring.UTF8View.SubSequence
        if isBracketed {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
            host = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
        } else {
            host = rest.prefix { $0 != UInt8(ascii: ":") }
            rest = rest.dropFirst(host.count)
        }
        let marks = isBracketed ? ":.%-_~".utf8 : ".-_".utf8
        guard !host.isEmpty, host.allSatisfy({ isLetterOrDigit($0) || marks.contains($0) }) else { return false }
        guard rest.first == UInt8(ascii: ":") else { return rest.isEmpty }
        return UInt16(String(decoding: rest.dropFirst(), as: UTF8.self)).map { $0 > 0 } ?? false
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default:
            false
        }
    }
}
