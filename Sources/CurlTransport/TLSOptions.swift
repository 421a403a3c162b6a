/// What an https request needs beyond the system's certificate store.
///
/// All files are PEM.
package struct TLSOptions: Sendable, Hashable {
    /// The authorities the peer's certificate is checked against; nil means the system's.
    package var caFile: String?
    /// The certificate the peer may ask of us.
    package var certificateFile: String?
    /// The private key of ``certificateFile``; nil when that file holds it too.
    package var keyFile: String?
    /// False accepts any certificate and any host name (Docker without `DOCKER_TLS_VERIFY`).
    package var verifyPeer: Bool

    package init(
        caFile: String? = nil,
        certificateFile: String? = nil,
        keyFile: String? = nil,
        verifyPeer: Bool = true
    ) {
        self.caFile = caFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.verifyPeer = verifyPeer
    }
}
