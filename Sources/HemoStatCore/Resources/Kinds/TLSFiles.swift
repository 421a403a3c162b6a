/// Files below `--secrets-dir` that make a TLS connection.
package struct TLSFiles: Sendable, Equatable, Codable {
    /// The authority the other side is checked against.
    package var caFile: String?
    /// Ours, with its key.
    package var certFile: String?
    package var keyFile: String?

    package init(caFile: String? = nil, certFile: String? = nil, keyFile: String? = nil) {
        self.caFile = caFile
        self.certFile = certFile
        self.keyFile = keyFile
    }
}
