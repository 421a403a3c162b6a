import CurlTransport
import Glibc

@testable import DockerEngine

/// The engine the tests run against, and what our client has no call for: making networks, images, other containers.
struct RealEngine {
    static let image = "hemostat-test/busybox"

    static var isWanted: Bool { variable("HEMOSTAT_TEST_DOCKER") != "0" }

    let client: DockerClient
    private let transport: CurlTransport

    struct Refused: Error {
        let call: String
        let answer: String
    }

    struct NoEngine: Error, CustomStringConvertible {
        let description =
            "DOCKER_HOST is not set; run make test, or set HEMOSTAT_TEST_DOCKER=0 to leave these tests out"
    }

    /// Runs a body with an engine, the shared one or another, and a transport of its own.
    static func use(host: String? = nil, _ body: (RealEngine) async throws -> Void) async throws {
        guard let host = host ?? variable("DOCKER_HOST"), !host.isEmpty else { throw NoEngine() }
        var environment = ["DOCKER_HOST": host]
        for name in ["DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "HOME"] { environment[name] = variable(name) }
        let transport = CurlTransport()
        do {
            let endpoint = try DockerEndpoint(environment: environment)
            let client = DockerClient(endpoint: endpoint, transport: transport)
            try await body(RealEngine(client: client, transport: transport))
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
    }

    /// Runs a body with a container that exists and is removed however the body ends.
    ///
    /// `settings` are members of the create document beside the image, such as `"Cmd":["sleep","60"]`.
    func withContainer(
        _ settings: String,
        starts: Bool = true,
        _ body: (String) async throws -> Void
    ) async throws {
        let name = Self.uniqueName()
        let document = #"{"Image":"\#(Self.image)","Labels":{"hs-de":"\#(name)"},\#(settings)}"#
        try await post("/containers/create?name=\(name)", document)
        do {
            if starts { _ = try await client.startContainer(name, timeout: .seconds(30)) }
            try await body(name)
        } catch {
            try? await remove(name)
            throw error
        }
        try await remove(name)
    }

    static func uniqueName() -> String { "hs-de-\(String(UInt64.random(in: 0...UInt64.max), radix: 16))" }

    func pause(_ name: String) async throws {
        try await post("/containers/\(name)/pause")
    }

    func remove(_ name: String) async throws {
        try await send(.delete, "/containers/\(name)?force=true&v=true")
    }

    @discardableResult
    func post(_ target: String, _ body: String? = nil) async throws -> EngineValue {
        try await send(.post, target, body)
    }

    /// A call of its own; its answer, null for none.
    @discardableResult
    func send(_ method: HTTPRequest.Method, _ target: String, _ body: String? = nil) async throws -> EngineValue {
        var request = client.endpoint.request(method, target: target)
        request.headers = [HTTPHeader("Content-Type", "application/json")]
        request.body = body.map { Array($0.utf8) }
        let response = try await transport.send(request)
        guard (200...299).contains(response.status) else {
            throw Refused(call: "\(method) \(target)", answer: String(decoding: response.body, as: UTF8.self))
        }
        return EngineValue(parsing: response.body) ?? .null
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
