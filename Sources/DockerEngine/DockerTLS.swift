/// The files of a TLS connection to an engine, named as Docker names them in `DOCKER_CERT_PATH`.
package struct DockerTLS: Sendable, Hashable {
    /// Certificate authorities the engine's certificate must come from; `nil` for the system's.
    package var caFile: String?
    /// The client's certificate and key; `nil` when the engine asks for none.
    package var certificateFile: String?
    package var keyFile: String?

    package init(caFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil) {
        self.caFile = caFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }

    /// `ca.pem`, `cert.pem` and `key.pem` of a directory.
    package init(directory: String) {
        let base = directory.hasSuffix("/") ? directory : directory + "/"
        self.init(caFile: base + "ca.pem", certificateFile: base + "cert.pem", keyFile: base + "key.pem")
    }
}
