/// Docker's own variables: `DOCKER_HOST`, `DOCKER_TLS_VERIFY`, `DOCKER_CERT_PATH`.
extension DockerEndpoint {
    /// The endpoint an environment names, or `fallback` when it names none.
    ///
    /// `DOCKER_TLS_VERIFY=1` or a `DOCKER_CERT_PATH` makes `tcp://` speak TLS with `ca.pem`, `cert.pem` and `key.pem`
    /// of that directory (`~/.docker` when only the former is set). The engine's certificate is always verified:
    /// what Docker's libraries call "TLS without verify" is not offered. A value that does not parse is an error
    /// naming its variable.
    package init(
        environment: [String: String],
        fallback: DockerEndpoint = .standard
    ) throws(DockerEndpointError) {
        let tls = try Self.tls(of: environment)
        guard let host = environment["DOCKER_HOST"], !host.isEmpty else {
            self = fallback
            return
        }
        do throws(DockerEndpointError) {
            try self.init(parsing: host, tls: tls)
        } catch {
            throw DockerEndpointError(code: error.code, message: "DOCKER_HOST: \(error.message)")
        }
    }

    private static func tls(of environment: [String: String]) throws(DockerEndpointError) -> DockerTLS? {
        let verifies = try verifies(environment["DOCKER_TLS_VERIFY"] ?? "")
        if let directory = environment["DOCKER_CERT_PATH"], !directory.isEmpty {
            guard !directory.utf8.contains(0) else {
                throw DockerEndpointError(
                    code: .invalidVariable,
                    message: "DOCKER_CERT_PATH: must be a directory with ca.pem, cert.pem and key.pem"
                )
            }
            return DockerTLS(directory: directory)
        }
        guard verifies else { return nil }
        guard let home = environment["HOME"], !home.isEmpty else {
            throw DockerEndpointError(
                code: .invalidVariable,
                message:
                    "DOCKER_TLS_VERIFY: is set, but neither DOCKER_CERT_PATH nor HOME says where the certificates are"
            )
        }
        return DockerTLS(directory: home + "/.docker")
    }

    /// Docker's command takes every non-empty value for yes, its users take `0` for no: so only yes is accepted.
    private static func verifies(_ value: String) throws(DockerEndpointError) -> Bool {
        switch value.lowercased() {
        case "": return false
        case "1", "true", "yes", "on": return true
        default:
            throw DockerEndpointError(
                code: .invalidVariable,
                message: "DOCKER_TLS_VERIFY: must be 1 or empty, because Docker takes every other value for 1 as well"
            )
        }
    }
}
