import Synchronization
import Testing

@testable import DockerEngine

@Suite struct NegotiationTests {
    @Test(
        "calls carry the newest version both sides speak",
        arguments: [("1.12", "1.41", "1.41"), ("1.24", "1.47", "1.47"), ("1.44", "1.52", "1.47")]
    )
    func chooses(oldest: String, newest: String, version: String) async throws {
        let stub = try StubEngine.speaking(newest, from: oldest) { $1.reply(200, #"{"ID":"x"}"#) }
        try await withStub(stub) { client in
            #expect(client.apiVersion == nil)
            #expect(try await client.info().id == "x")
            _ = try await client.info()
            #expect(client.apiVersion?.description == version)
        }
        #expect(stub.requests.map(\.target) == ["/version", "/v\(version)/info", "/v\(version)/info"])
    }

    @Test(
        "an engine that is too new, too old or says nothing is refused in one sentence",
        arguments: [
            (StubEngine.versionDocument("1.60", from: "1.50"), DockerError.Code.apiVersionUnsupported),
            (StubEngine.versionDocument("1.30", from: "1.12"), .apiVersionUnsupported),
            ("{}", .malformedResponse), ("hello", .malformedResponse), ("[1]", .malformedResponse),
        ]
    )
    func refuses(document: String, code: DockerError.Code) async throws {
        let stub = try StubEngine { $1.reply(200, document) }
        try await withStub(stub) { client in
            let error = await failure { () async throws(DockerError) in try await client.info() }
            #expect(error?.code == code)
            #expect(error?.call == "GET /version")
            let restart = await failure { () async throws(DockerError) in
                try await client.restartContainer("x", timeout: .zero, margin: .seconds(5))
            }
            #expect(restart?.mayHaveHappened == false)
        }
        #expect(stub.targets.isEmpty)
    }

    @Test("after a failed connection the version is agreed on anew")
    func renegotiates() async throws {
        let newest = Mutex("1.41")
        let stub = try StubEngine { request, connection in
            if request.target == "/version" {
                connection.reply(200, StubEngine.versionDocument(newest.withLock { $0 }, from: "1.12"))
            } else if request.path.hasSuffix("/broken/json") {
                connection.hangUp()
            } else {
                connection.reply(200, "{}")
            }
        }
        try await withStub(stub) { client in
            _ = try await client.info()
            let error = await failure { () async throws(DockerError) in try await client.inspectContainer("broken") }
            #expect(error?.code == .unreachable)
            #expect(client.apiVersion == nil)
            newest.withLock { $0 = "1.43" }
            _ = try await client.info()
        }
        #expect(stub.requests.filter { $0.target == "/version" }.count == 2)
        #expect(stub.targets.last == "/v1.43/info")
    }

    @Test("an engine replaced behind the socket is asked once more with its own version")
    func replacedEngine() async throws {
        let isUpgraded = Mutex(false)
        let stub = try StubEngine { request, connection in
            let upgraded = isUpgraded.withLock { $0 }
            if request.target == "/version" {
                let document = StubEngine.versionDocument(upgraded ? "1.52" : "1.41", from: upgraded ? "1.44" : "1.12")
                connection.reply(200, document)
            } else if upgraded, request.path.hasPrefix("/v1.41/") {
                let text = "client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade"
                connection.reply(400, #"{"message":"\#(text)"}"#)
            } else {
                connection.reply(request.method == "POST" ? 204 : 200, request.method == "POST" ? "" : "{}")
            }
        }
        try await withStub(stub) { client in
            _ = try await client.info()
            isUpgraded.withLock { $0 = true }
            try await client.restartContainer("web", timeout: .seconds(1), margin: .seconds(5))
        }
        #expect(stub.targets.suffix(2) == ["/v1.41/containers/web/restart?t=1", "/v1.47/containers/web/restart?t=1"])
    }
}
