import CurlTransport

/// `/version`, `/info`.
extension DockerClient {
    /// What the engine is (`GET /version`); also agrees anew on an API version.
    ///
    /// Throws `apiVersionUnsupported` when the engine speaks none of ours.
    package func version() async throws(DockerError) -> EngineVersion {
        let (document, call) = try await fetchVersion()
        _ = try negotiate(document, call: call)
        return document
    }

    /// The engine and its machine (`GET /info`).
    package func info() async throws(DockerError) -> EngineInfo {
        let call = EngineCall(
            method: .get,
            path: "/info",
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.documentBytes
        )
        return try await fetch(EngineInfo.self, call, what: "an info document")
    }

    /// `GET /version` without a version in front: the one call every engine answers.
    func fetchVersion() async throws(DockerError) -> (EngineVersion, EngineCall) {
        let call = EngineCall(
            method: .get,
            path: "/version",
            isVersioned: false,
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.documentBytes
        )
        return (try await fetch(EngineVersion.self, call, what: "a version document"), call)
    }
}
