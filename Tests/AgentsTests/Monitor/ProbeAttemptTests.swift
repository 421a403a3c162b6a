import CurlTransport
import HemoStatCore
import TestSupport
import Testing

@testable import Agents
@testable import DockerEngine

/// One attempt at real servers, good and bad.
@Suite struct ProbeAttemptTests {
    /// What an attempt finds at a server that answers like this.
    private func answer(
        _ response: StubResponse,
        status: [Int] = [200],
        timeout: PolicyDuration = .seconds(30)
    ) async throws -> ProbeAnswer? {
        let server = try StubHTTPServer { _ in response }
        defer { server.close() }
        var answer: ProbeAnswer?
        try await ProbeWorld.run { world in
            let check = ProbeWorld.http("http://{ip}:\(server.port)/healthz?full=1", status: status, timeout: timeout)
            answer = await world.attempt.run(check, on: ProbeWorld.container())
        }
        #expect(server.requests.map(\.target) == ["/healthz?full=1"], "asked once, wherever it points to")
        #expect(server.requests.first?.method == "GET")
        #expect(server.requests.first?.header("user-agent") == "hemostat-probe")
        return answer
    }

    @Test(
        "the status decides",
        arguments: [
            (200, [200], nil), (204, [200, 204], nil), (503, [200], "status 503"), (503, [503], nil),
            (404, [200], "status 404"),
            (200, [204], "status 200"), (302, [200], "status 302"), (302, [302], nil), (401, [200, 401], nil),
        ] as [(Int, [Int], String?)]
    )
    func status(code: Int, fine: [Int], failure: String?) async throws {
        let response = StubResponse(
            code,
            headers: [("Location", "http://127.0.0.1:1/elsewhere")],
            body: code == 204 ? "" : "x"
        )
        #expect(try await answer(response, status: fine) == (failure.map(ProbeAnswer.failed) ?? .passed))
    }

    @Test("a body is not waited for, however long it is")
    func bigBody() async throws {
        let piece = [UInt8](repeating: 120, count: 65_536)
        let endless = StubResponse(
            200,
            delivery: .pieces(Array(repeating: piece, count: 10_000), pause: .milliseconds(1))
        )
        #expect(try await answer(endless) == .passed)
        #expect(try await answer(StubResponse(200, body: "short", delivery: .truncated(after: 1))) == .passed)
    }

    @Test("no answer in time, from a container of this machine and of another")
    func slow() async throws {
        let silent = try StubHTTPServer { _ in .silence }
        defer { silent.close() }
        try await ProbeWorld.run { world in
            let check = ProbeWorld.http("http://{ip}:\(silent.port)/", timeout: .milliseconds(200))
            #expect(await world.attempt.run(check, on: ProbeWorld.container()) == .failed("no answer within 200ms"))
            var remote = world
            remote.endpoint = DockerEndpoint(.tcp(host: "10.0.0.9", port: 2375, tls: nil))
            #expect(
                await remote.attempt.run(check, on: ProbeWorld.container()) == .unreachable("no answer within 200ms")
            )
        }
    }

    @Test("closed, or no HTTP at all")
    func broken() async throws {
        #expect(try await answer(.closeWithoutAnswer) == .failed("connection closed"))
        #expect(try await answer(.garbage) == .failed("not HTTP"))
    }

    @Test("nobody listens there")
    func refused() async throws {
        let port = ProbeWorld.closedPort
        try await ProbeWorld.run { world in
            for check in [ProbeWorld.http("http://{ip}:\(port)/"), ProbeWorld.tcp(port)] {
                #expect(await world.attempt.run(check, on: ProbeWorld.container()) == .failed("connection refused"))
            }
        }
    }

    @Test("no route leads there, which says nothing of the container")
    func noRoute() async throws {
        try await ProbeWorld.run { world in
            // TCP cannot speak to everybody at once, on whatever network.
            let container = ProbeWorld.container(address: "255.255.255.255")
            for check in [ProbeWorld.http("http://{ip}:80/"), ProbeWorld.tcp(80)] {
                #expect(await world.attempt.run(check, on: container) == .unreachable("no route"))
            }
        }
    }

    @Test("without an address it cannot be asked; who is named in the URL can")
    func noAddress() async throws {
        let server = try StubHTTPServer()
        defer { server.close() }
        try await ProbeWorld.run { world in
            let container = ProbeWorld.container(address: nil)
            for check in [ProbeWorld.http("http://{ip}:\(server.port)/"), ProbeWorld.tcp(server.port)] {
                #expect(await world.attempt.run(check, on: container) == .unreachable("it has no address"))
            }
            #expect(server.connectionCount == 0)
            let check = ProbeWorld.http("http://127.0.0.1:\(server.port)/")
            #expect(await world.attempt.run(check, on: container) == .passed)
            let unknown = ProbeWorld.http("http://nowhere.invalid/", timeout: .seconds(2))
            #expect(await world.attempt.run(unknown, on: container) == .unreachable("its name cannot be resolved"))
        }
    }

    @Test(
        "the address stands for {ip}, in brackets where it has colons",
        arguments: [
            ("http://{ip}:80/", "10.0.0.2", "http://10.0.0.2:80/"), ("http://{ip}/", "fd00::2", "http://[fd00::2]/"),
            ("http://web/?a={ip}", "10.0.0.2", "http://web/?a=10.0.0.2"), ("http://web/", nil, "http://web/"),
            ("http://{ip}/", nil, nil),
        ] as [(String, String?, String?)]
    )
    func url(template: String, address: String?, url: String?) {
        #expect(ProbeAttempt.url(template, address: address) == url)
    }

    @Test("a connection is enough for tcp, whatever is said over it")
    func tcp() async throws {
        let silent = try StubHTTPServer { _ in .silence }
        defer { silent.close() }
        try await ProbeWorld.run { world in
            #expect(await world.attempt.run(ProbeWorld.tcp(silent.port), on: ProbeWorld.container()) == .passed)
        }
        #expect(silent.requests.isEmpty, "nothing was said")
    }

    @Test("a certificate that nobody signed will do; none at all will not")
    func tls() async throws {
        let folder = try TemporaryDirectory()
        let made = try await ChildProcess.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj",
                "/CN=nobody", "-keyout", folder.file("key.pem"), "-out", folder.file("cert.pem"),
            ]
        )
        #expect(made.succeeded, "\(made.errorOutput)")
        let peer = try ChildProcess(
            "openssl",
            [
                "s_server", "-accept", "127.0.0.1:0", "-cert", folder.file("cert.pem"), "-key", folder.file("key.pem"),
                "-www",
            ]
        )
        defer { peer.kill() }
        let port = try await eventually("openssl to listen") {
            let line = peer.output.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") }
            return line.flatMap { $0.split(separator: ":").last }.flatMap { UInt16($0) }
        }
        let plain = try StubHTTPServer()
        defer { plain.close() }
        try await ProbeWorld.run { world in
            let signed = ProbeWorld.http("https://{ip}:\(port)/")
            #expect(await world.attempt.run(signed, on: ProbeWorld.container()) == .passed)
            let none = ProbeWorld.http("https://{ip}:\(plain.port)/", timeout: .seconds(3))
            let answer = await world.attempt.run(none, on: ProbeWorld.container())
            #expect(answer?.kind == .failed, "\(answer?.message ?? "")")
        }
    }

    @Test("what this side cannot do says nothing of the container")
    func ownFault() async throws {
        let world = ProbeWorld()
        await world.transport.shutdown()
        let container = ProbeWorld.container()
        #expect(await world.attempt.run(ProbeWorld.tcp(80), on: container) == nil)
        #expect(await world.attempt.run(ProbeWorld.http("http://{ip}/"), on: container) == nil)
        #expect(await world.attempt.run(.exec(.init(command: ["true"])), on: container) == nil)
        #expect(await world.attempt.run(.state(.init(is: .running)), on: container) == nil, "that is no probe")
    }

    @Test("an engine that is not there, or does not know the container, says nothing")
    func engineGone() async throws {
        try await ProbeWorld.run { world in
            let check = Check.exec(.init(command: ["true"]))
            #expect(await world.attempt.run(check, on: ProbeWorld.container()) == nil)
            let engine = try StubEngine { _, _ in StubResponse(404, body: #"{"message":"No such container"}"#) }
            var other = world
            other.endpoint = DockerEndpoint(.unix(path: engine.socketPath))
            #expect(await other.attempt.run(check, on: ProbeWorld.container()) == nil)
            let stopped = try StubEngine { _, _ in StubResponse(409, body: #"{"message":"is not running"}"#) }
            other.endpoint = DockerEndpoint(.unix(path: stopped.socketPath))
            #expect(await other.attempt.run(check, on: ProbeWorld.container()) == nil)
        }
    }
}
