import CurlTransport
import Glibc
import HemoStatCore
import OperatorClient
import SharedState
import Synchronization
import Testing

@testable import OperatorAPI
@testable import TestSupport

@Suite(.serialized) struct OperatorServerTests {
    @Test("while every check passes all three say ok, and which when asked")
    func healthy() async throws {
        let world = try await ServerWorld()
        try await world.serving { url in
            for path in ["livez", "readyz", "healthz"] {
                let response = try await world.get("\(url)/\(path)")
                #expect(response.status == 200)
                #expect(response.text == "ok")
                #expect(response.header("content-type") == "text/plain; charset=utf-8")
            }
            #expect(try await world.get("\(url)/livez?verbose").text == "livez check passed\n")
            for path in ["readyz", "healthz"] {
                let response = try await world.get("\(url)/\(path)?verbose")
                #expect(response.status == 200)
                #expect(response.text == "[+]redis ok\n[+]other ok\n\(path) check passed\n")
            }
        }
        await world.close()
    }

    @Test("when a check fails readiness does, naming it; who answers is alive all the same")
    func failing() async throws {
        let world = try await ServerWorld()
        try await world.serving { url in
            world.problem.withLock { $0 = "it is not there" }
            for path in ["readyz", "healthz", "readyz?verbose"] {
                let response = try await world.get("\(url)/\(path)")
                #expect(response.status == 503)
                let name = path.prefix { $0 != "?" }
                #expect(response.text == "[+]redis ok\n[-]other failed: it is not there\n\(name) check failed\n")
            }
            #expect(try await world.get("\(url)/livez").status == 200)
            world.problem.withLock { $0 = nil }
            #expect(try await world.get("\(url)/readyz").status == 200)
        }
        await world.close()
    }

    @Test(
        "what is not served is not found, on the plain listener not the status either",
        arguments: ["", "/", "/status", "/metrics", "/api", "/readyz/x", "/../etc/passwd", "/%2e%2e"]
    )
    func unknown(path: String) async throws {
        let world = try await ServerWorld()
        try await world.serving { url in
            let response = try await world.get("\(url)\(path)")
            #expect(response.status == 404)
        }
        await world.close()
    }

    @Test("nothing is changed by anything but GET")
    func methods() async throws {
        let world = try await ServerWorld()
        try await world.serving { url in
            var request = HTTPRequest(.post, "\(url)/readyz")
            request.body = []
            let response = try await world.transport.send(request)
            #expect(response.status == 404 || response.status == 405)
        }
        await world.close()
    }

    @Test("the unix socket serves health, too, and is its owner's alone")
    func localSocket() async throws {
        let world = try await ServerWorld()
        try await world.serving { _ in
            try await eventually("the mode") {
                var facts = stat()
                return stat(world.socketPath, &facts) == 0 && facts.st_mode & 0o7777 == 0o600
            }
            #expect(try await world.getLocally("/readyz").text == "ok")
            #expect(try await world.getLocally("/nothing").status == 404)
        }
        await world.close()
    }

    @Test("a socket left behind by a killed operator is no obstacle")
    func staleSocket() async throws {
        let world = try await ServerWorld()
        // Closed without being removed, as kill -9 leaves it.
        do { _ = try Socket.listen(atUnixPath: world.socketPath) }
        try await world.serving { _ in
            try await eventually("an answer") { try await world.getLocally("/livez").status == 200 }
        }
        await world.close()
    }

    @Test("a port that is taken is one sentence that names it")
    func portTaken() async throws {
        let world = try await ServerWorld()
        let other = try StubHTTPServer()
        let error = await #expect(throws: ListenError.self) { try await world.server(port: Int(other.port)).run() }
        #expect(
            error?.description
                == "cannot listen on --http 127.0.0.1:\(other.port): Address already in use;"
                + " choose another address, or stop who has it"
        )
        #expect(!Files.exists(world.socketPath))
        await world.close()
    }

    @Test("a socket that cannot be made is one sentence that names it")
    func socketRefused() async throws {
        let world = try await ServerWorld()
        let server = OperatorServer(
            listeners: .init(host: "127.0.0.1", port: 0, socketPath: "/nowhere/api.sock", bound: { _ in }),
            readiness: HealthChecks([]),
            status: world.reader,
            audit: AuditReader(redis: world.client, now: { Timestamp(microseconds: 1_762_164_000_000_000) }),
            logger: ServerWorld.logger
        )
        let error = await #expect(throws: ListenError.self) { try await server.run() }
        #expect(error?.description.hasPrefix("cannot listen on /nowhere/api.sock: ") == true)
        await world.close()
    }
}
