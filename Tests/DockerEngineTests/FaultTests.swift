import CurlTransport
import Testing

@testable import DockerEngine

/// Engines that refuse, fail, lie, dawdle or hang up.
@Suite struct FaultTests {
    @Test(
        "a status is a code, and a refusal changed nothing",
        arguments: [
            (400, .badRequest, false), (401, .unauthorized, false), (403, .unauthorized, false),
            (404, .notFound, false), (409, .conflict, false), (500, .serverError, true), (503, .serverError, true),
            (302, .malformedResponse, true), (418, .malformedResponse, false),
        ] as [(Int, DockerError.Code, Bool)]
    )
    func statuses(status: Int, code: DockerError.Code, mayHaveHappened: Bool) async throws {
        let stub = try StubEngine.speaking { $1.reply(status, #"{"message":"no\nway"}"#) }
        try await withStub(stub) { client in
            let change = await failure { () async throws(DockerError) in
                try await client.startContainer("web", timeout: .seconds(5))
            }
            #expect(change?.code == code)
            #expect(change?.message == "no way")
            #expect(change?.call == "POST /containers/web/start")
            #expect(change?.mayHaveHappened == mayHaveHappened)
            for read in [
                await failure { () async throws(DockerError) in try await client.inspectContainer("web") },
                await failure { () async throws(DockerError) in try await client.stats("web") },
            ] {
                #expect(read?.code == code)
                #expect(read?.message == "no way")
                #expect(read?.mayHaveHappened == false)
            }
        }
    }

    @Test("304 is an outcome of start and stop, and an error elsewhere")
    func notModified() async throws {
        let stub = try StubEngine.speaking { $1.send("HTTP/1.1 304 Not Modified\r\n\r\n") }
        try await withStub(stub) { client in
            let start = try await client.startContainer("web", timeout: .seconds(5))
            let stop = try await client.stopContainer("web", timeout: .zero, margin: .seconds(5))
            #expect([start, stop] == [.notModified, .notModified])
            let error = await failure { () async throws(DockerError) in try await client.info() }
            #expect(error?.code == .notModified)
        }
    }

    @Test(
        "messages are bounded, plain texts are taken, pages and documents are not",
        arguments: [
            (#"{"message":"\#(String(repeating: "x", count: 5000))"}"#, 300, "xxx"),
            ("page not found\n", 14, "page not found"),
            ("<html>secret</html>", 35, "the engine answered with status 404"),
            (#"{"error":"x"}"#, 35, "the engine answered"), ("", 35, "the engine answered"),
        ]
    )
    func messages(body: String, length: Int, start: String) async throws {
        let stub = try StubEngine.speaking { $1.reply(404, body) }
        try await withStub(stub) { client in
            let error = await failure { () async throws(DockerError) in try await client.info() }
            #expect(error?.message.count == length)
            #expect(error?.message.hasPrefix(start) == true)
        }
    }

    @Test("what is not the promised document is malformed", arguments: [" ", "hello", "{", "[{}]", "7", "\u{0}"])
    func garbage(body: String) async throws {
        let stub = try StubEngine.speaking { $1.reply(200, body) }
        try await withStub(stub) { client in
            for error in [
                await failure { () async throws(DockerError) in try await client.listContainers(all: true) },
                await failure { () async throws(DockerError) in try await client.inspectContainer("web") },
            ] {
                #expect(error?.code == .malformedResponse)
            }
            let stats = await failure { () async throws(DockerError) in try await client.statsOnce("web") }
            // Nothing at all is what Podman answers for a container that does not run.
            #expect(stats?.code == (body == " " ? nil : .malformedResponse))
        }
    }

    @Test("answers and lines have caps")
    func caps() async throws {
        let stub = try StubEngine.speaking { request, connection in
            guard request.path.hasSuffix("/events") else {
                return connection.reply(200, "[" + String(repeating: " ", count: 100_000) + "]")
            }
            connection.beginStream()
            connection.send(String(repeating: "x", count: 100_000))
            connection.waitForEnd()
        }
        var limits = DockerLimits()
        limits.listBytes = 10_000
        limits.lineBytes = 10_000
        try await withStub(stub, limits: limits) { client in
            let list = await failure { () async throws(DockerError) in try await client.listContainers(all: true) }
            #expect(list?.code == .tooLarge)
            var events = try await client.events().makeAsyncIterator()
            let line = try await #require(throws: DockerError.self) { try await events.next() }
            #expect(line.code == .tooLarge)
        }
    }

    @Test("a slow engine is a timeout")
    func slow() async throws {
        let stub = try StubEngine.speaking { $1.waitForEnd() }
        var limits = DockerLimits()
        limits.callTimeout = .milliseconds(200)
        limits.headTimeout = .milliseconds(200)
        try await withStub(stub, limits: limits) { client in
            _ = try await client.version()
            for error in [
                await failure { () async throws(DockerError) in try await client.info() },
                await failure { () async throws(DockerError) in try await client.events() },
                await failure { () async throws(DockerError) in
                    try await client.logTail("web", lines: 1, maximumBytes: 1)
                },
            ] {
                #expect(error?.code == .timedOut)
                #expect(error?.mayHaveHappened == false)
            }
            let restart = await failure { () async throws(DockerError) in
                try await client.restartContainer("web", timeout: .zero, margin: .zero)
            }
            #expect(restart?.code == .timedOut)
            #expect(restart?.mayHaveHappened == true)
        }
    }

    @Test("nobody listening is unreachable, and nothing happened")
    func nobody() async throws {
        let stub = try StubEngine.speaking { $1.reply(200) }
        stub.stop()
        try await withStub(stub) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.restartContainer("web", timeout: .zero, margin: .seconds(5))
            }
            #expect(error?.code == .unreachable)
            #expect(error?.mayHaveHappened == false)
            #expect(error?.description.contains("\n") == false)
        }
    }

    @Test("a change whose connection closes unanswered arrives once, even over a warm connection")
    func arrivesOnce() async throws {
        let stub = try StubEngine.speaking { request, connection in
            guard request.method == "POST" else { return connection.reply(200, "{}") }
            connection.hangUp()
        }
        try await withStub(stub) { client in
            _ = try await client.info()
            for verb in ["restart", "stop", "start"] {
                let error = await failure { () async throws(DockerError) in
                    switch verb {
                    case "restart": try await client.restartContainer("web", timeout: .zero, margin: .seconds(5))
                    case "stop": _ = try await client.stopContainer("web", timeout: .zero, margin: .seconds(5))
                    default: _ = try await client.startContainer("web", timeout: .seconds(5))
                    }
                }
                #expect(error?.code == .unreachable)
                #expect(error?.mayHaveHappened == true)
                #expect(stub.targets.filter { $0.contains("/\(verb)") }.count == 1)
            }
        }
    }

    @Test("a call cancelled on the wire says that it may have happened")
    func cancelledOnTheWire() async throws {
        let stub = try StubEngine.speaking { $1.waitForEnd() }
        try await withStub(stub) { client in
            let error = try await withThrowingTaskGroup(of: DockerError?.self) { group in
                group.addTask {
                    await failure { () async throws(DockerError) in
                        try await client.restartContainer("web", timeout: .seconds(60), margin: .seconds(60))
                    }
                }
                try await eventually("the restart's arrival") { stub.targets.count == 1 }
                group.cancelAll()
                return try await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            #expect(error?.mayHaveHappened == true)
        }
    }

    @Test("a change cancelled before it was sent is never sent")
    func cancelledBefore() async throws {
        let stub = try StubEngine.speaking { $1.reply(204) }
        try await withStub(stub) { client in
            let error = await withTaskGroup(of: DockerError?.self) { group in
                group.cancelAll()
                group.addTask {
                    await failure { () async throws(DockerError) in
                        try await client.restartContainer("web", timeout: .zero, margin: .seconds(5))
                    }
                }
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            #expect(error?.mayHaveHappened == false)
        }
        #expect(stub.targets.isEmpty)
    }
}
