@testable import DockerEngine

/// A stub that gives one answer to every call, and what it was asked.
enum OneAnswer {
    /// A container's full id.
    static let id = String(repeating: "0123456789abcdef", count: 4)
    static let image = "sha256:" + id
    private static let inspection = #"{"Id":"\#(id)","State":{"Running":true},"HostConfig":{}}"#

    /// The requests of these calls, without those for the version; `inspect` answers calls that read a container.
    static func requests(
        _ status: Int = 204,
        _ body: String = "",
        inspect: String = inspection,
        _ calls: (DockerClient) async throws -> Void
    ) async throws -> [StubRequest] {
        let stub = try StubEngine.speaking { request, connection in
            if request.method == "GET", request.path.hasSuffix("/json"), request.path.contains("/containers/") {
                return connection.reply(200, inspect)
            }
            connection.reply(status, body)
        }
        try await withStub(stub) { try await calls($0) }
        return stub.requests.filter { $0.target != "/version" }
    }
}
