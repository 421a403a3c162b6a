import CurlTransport

@testable import DockerEngine

extension StubEngine {
    /// A stub that answers `/version` like an engine, and the rest as the handler says.
    static func speaking(
        _ newest: String = "1.41",
        from oldest: String = "1.12",
        on place: Place = .socket,
        _ handler: @escaping Handler
    ) throws -> StubEngine {
        try StubEngine(on: place) { request, connection in
            guard request.target == "/version" else { return handler(request, connection) }
            connection.reply(200, versionDocument(newest, from: oldest))
        }
    }

    static func versionDocument(_ newest: String, from oldest: String) -> String {
        #"{"Version":"1","ApiVersion":"\#(newest)","MinAPIVersion":"\#(oldest)"}"#
    }

    /// A client of this stub.
    func client(_ transport: CurlTransport, limits: DockerLimits = DockerLimits()) throws -> DockerClient {
        DockerClient(endpoint: try DockerEndpoint(parsing: address), transport: transport, limits: limits)
    }
}

/// Runs a body with a stub and a client of it, and ends both however the body ends.
func withStub<Result>(
    _ stub: StubEngine,
    limits: DockerLimits = DockerLimits(),
    _ body: (DockerClient) async throws -> Result
) async throws -> Result {
    let transport = CurlTransport()
    do {
        let result = try await body(try stub.client(transport, limits: limits))
        await transport.shutdown()
        stub.stop()
        return result
    } catch {
        await transport.shutdown()
        stub.stop()
        throw error
    }
}
