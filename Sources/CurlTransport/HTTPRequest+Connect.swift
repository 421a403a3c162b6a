extension HTTPRequest {
    /// An attempt to connect by TCP.
    ///
    /// Nil for a host that is more than a host. Only what libcurl reads from an `http://` URL names a place to it.
    init?(connectingTo host: String, port: UInt16, timeout: Duration) {
        guard !host.utf8.contains(where: { "@/?#\\".utf8.contains($0) }) else { return nil }
        self.init(.get, "http://\(Self.authority(host)):\(port)")
        connectsOnly = true
        hasSideEffect = true
        connectTimeout = timeout
        self.timeout = timeout
    }

    /// IPv6 addresses in brackets, their zone (RFC 6874) behind an encoded percent sign.
    private static func authority(_ host: String) -> String {
        guard host.utf8.contains(UInt8(ascii: ":")), !host.utf8.starts(with: "[".utf8) else { return host }
        let parts = host.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        return "[\(parts.joined(separator: "%25"))]"
    }
}
