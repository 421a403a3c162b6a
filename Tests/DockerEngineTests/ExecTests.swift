import CurlTransport
import FoundationEssentials
import Testing

@testable import DockerEngine

/// Commands in containers, against engines that are right, wrong and slow.
@Suite struct ExecTests {
    private static let patience = Duration.seconds(60)
    private static let secret = "--password=hunter2"

    private func run(
        _ stub: StubCommand,
        _ command: [String] = ["redis-cli", Self.secret, "ping"],
        timeout: Duration = Self.patience,
        maximumOutputBytes: Int = 4096,
        limits: DockerLimits = DockerLimits()
    ) async throws -> (result: Result<ExecResult, DockerError>, engine: StubEngine) {
        let engine = try stub.engine()
        let result = try await withStub(engine, limits: limits) { client -> Result<ExecResult, DockerError> in
            do throws(DockerError) {
                let result = try await client.exec(
                    "web",
                    command: command,
                    timeout: timeout,
                    maximumOutputBytes: maximumOutputBytes
                )
                return .success(result)
            } catch {
                #expect(!error.description.contains("hunter2"))
                return .failure(error)
            }
        }
        return (result, engine)
    }

    private func result(_ stub: StubCommand, timeout: Duration = Self.patience) async throws -> ExecResult {
        try await run(stub, timeout: timeout).result.get()
    }

    private func error(_ stub: StubCommand, timeout: Duration = Self.patience) async throws -> DockerError? {
        guard case .failure(let error) = try await run(stub, timeout: timeout).result else { return nil }
        return error
    }

    @Test("three calls, each once, without terminal, input or upgrade")
    func wire() async throws {
        let (result, engine) = try await run(StubCommand())
        #expect(
            try result.get() == ExecResult(exitCode: 0, output: LogTail(lines: [], isTruncated: false), timedOut: false)
        )
        let requests = engine.requests.filter { $0.target != "/version" }
        #expect(
            requests.map { "\($0.method) \($0.target)" } == [
                "POST /v1.41/containers/web/exec", "POST /v1.41/exec/e1/start", "GET /v1.41/exec/e1/json",
            ]
        )
        #expect(requests.allSatisfy { !$0.head.lowercased().contains("upgrade") })
        #expect(requests.prefix(2).allSatisfy { $0.head.contains("Content-Type: application/json\r\n") })
        let creation = try JSONDecoder().decode(Creation.self, from: Data(requests[0].body))
        #expect(creation.command == ["redis-cli", Self.secret, "ping"])
        #expect(
            [creation.input, creation.output, creation.errors, creation.terminal] == [
                false, true, true, false,
            ]
        )
        #expect(String(decoding: requests[1].body, as: UTF8.self) == #"{"Detach":false,"Tty":false}"#)
    }

    private struct Creation: Decodable {
        let command: [String]
        let input: Bool
        let output: Bool
        let errors: Bool
        let terminal: Bool

        enum CodingKeys: String, CodingKey {
            case command = "Cmd"
            case input = "AttachStdin"
            case output = "AttachStdout"
            case errors = "AttachStderr"
            case terminal = "Tty"
        }
    }

    @Test(
        "the exit code and both outputs, by old and new engines' types",
        arguments: [
            ("1.41", "application/vnd.docker.raw-stream"), ("1.42", "application/vnd.docker.raw-stream"),
            ("1.47", "application/vnd.docker.multiplexed-stream"),
        ]
    )
    func output(version: String, type: String) async throws {
        var stub = StubCommand(version: version, type: type)
        stub.output = { $0.send(bytes: LogFrame.bytes(1, "out\nno end") + LogFrame.bytes(2, "err\n")) }
        stub.states = [#"{"ID":"e1","Running":false,"ExitCode":3,"Pid":0}"#]
        let result = try await result(stub)
        #expect(result.exitCode == 3)
        #expect(result.output.lines.map(\.text) == ["out", "err", "no end"])
        #expect(result.output.lines.map(\.source) == [.output, .error, .output])
        #expect(!result.timedOut)
        #expect(!result.isTruncated)
    }

    @Test("a command that has closed its output is waited for")
    func closedOutput() async throws {
        var stub = StubCommand()
        let running = #"{"Running":true,"ExitCode":null}"#
        stub.states = [running, running, #"{"Running":false,"ExitCode":null}"#, #"{"Running":false,"ExitCode":137}"#]
        #expect(try await result(stub).exitCode == 137)
        stub.states = [running]
        let result = try await result(stub, timeout: .milliseconds(300))
        #expect(result.timedOut)
        #expect(result.exitCode == nil)
    }

    @Test("at the deadline the connection is closed, and what was printed is kept")
    func deadline() async throws {
        var stub = StubCommand()
        stub.output = { connection in
            connection.send(bytes: LogFrame.bytes(1, "working\n"))
            connection.waitForEnd()
            connection.end()
        }
        let engine = try stub.engine()
        try await withStub(engine) { client in
            let result = try await client.exec("web", command: ["sleep"], timeout: .seconds(1), maximumOutputBytes: 99)
            #expect(result.timedOut)
            #expect(result.exitCode == nil)
            #expect(result.output.text == "working")
            // Those of the version and the creation are kept.
            try await eventually("the end of the start's connection") { engine.openConnections <= 2 }
        }
        #expect(!engine.targets.contains { $0.hasSuffix("/json") })
    }

    @Test("output beyond the cap is read to its end and the newest is kept", arguments: [1000, 20, 1, 0])
    func capped(maximumBytes: Int) async throws {
        var stub = StubCommand()
        stub.output = { connection in
            for number in 0..<5000 { connection.send(bytes: LogFrame.bytes(1, "line \(number)\n")) }
        }
        stub.states = [#"{"Running":false,"ExitCode":0}"#]
        let result = try await run(stub, maximumOutputBytes: maximumBytes).result.get()
        #expect(result.exitCode == 0)
        #expect(result.isTruncated)
        #expect(result.output.text.utf8.count <= maximumBytes)
        if maximumBytes >= 20 { #expect(result.output.lines.last?.text == "line 4999") }
    }

    @Test("one long line leaves its beginning, whole characters of it")
    func longLine() async throws {
        var stub = StubCommand()
        stub.output = { $0.send(bytes: LogFrame.bytes(2, String(repeating: "ä", count: 40_000) + "\n")) }
        let result = try await run(stub, maximumOutputBytes: 100).result.get()
        #expect(result.output.lines.map(\.text) == [String(repeating: "ä", count: 49)])
        #expect(result.output.lines.first?.isCut == true)
        #expect(result.isTruncated)
    }

    @Test(
        "what the engine refuses is a code of its own, wherever it refuses",
        arguments: [(400, .badRequest), (404, .notFound), (409, .conflict), (500, .serverError)]
            as [(Int, DockerError.Code)],
        ["/exec", "/start"]
    )
    func refused(refusal: (status: Int, code: DockerError.Code), place: String) async throws {
        var stub = StubCommand()
        stub.refusals[place] = (refusal.status, #"{"message":"Container web is not \#(Self.secret) running"}"#)
        let error = try await error(stub)
        #expect(error?.code == refusal.code)
        #expect(error?.message == "Container web is not … running")
        #expect(error?.mayHaveHappened == (refusal.status == 500 && place == "/start"))
    }

    @Test("a container that stops meanwhile is a conflict, garbage is malformed")
    func forgotten() async throws {
        var stub = StubCommand()
        stub.refusals["/json"] = (404, #"{"message":"No such exec instance: e1"}"#)
        let forgotten = try await error(stub)
        #expect(forgotten?.code == .conflict)
        #expect(forgotten?.mayHaveHappened == true)
        stub.refusals["/json"] = (200, #"{"Running":"perhaps"}"#)
        #expect(try await error(stub)?.code == .malformedResponse)
        stub.refusals["/json"] = (200, #"{"Running":false,"ExitCode":null}"#)
        #expect(try await error(stub, timeout: .milliseconds(200))?.code == .malformedResponse)
        stub.refusals = ["/exec": (201, #"{"Id":"../../containers/web/stop?"}"#)]
        #expect(try await error(stub)?.code == .malformedResponse)
        stub = StubCommand(type: "application/vnd.docker.multiplexed-stream")
        stub.output = { $0.send("this is no frame") }
        #expect(try await error(stub)?.code == .malformedResponse)
    }

    @Test("a start, or a creation, that closes unanswered arrives once", arguments: ["/exec", "/start"])
    func arrivesOnce(place: String) async throws {
        let engine = try StubEngine.speaking { request, connection in
            if request.path.hasSuffix(place) { return connection.hangUp() }
            connection.reply(201, #"{"Id":"e1"}"#)
        }
        try await withStub(engine) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.exec("web", command: ["true"], timeout: Self.patience, maximumOutputBytes: 9)
            }
            #expect(error?.code == .unreachable)
            #expect(error?.mayHaveHappened == (place == "/start"))
        }
        #expect(engine.targets.filter { $0.hasSuffix(place) }.count == 1)
    }

    @Test(
        "an engine that does not answer is a timeout of the engine, not of the command",
        arguments: ["/exec", "/json"]
    )
    func slowEngine(place: String) async throws {
        let engine = try StubEngine.speaking { request, connection in
            if request.path.hasSuffix(place) { return connection.waitForEnd() }
            connection.reply(200, #"{"Id":"e1"}"#)
        }
        var limits = DockerLimits()
        limits.callTimeout = .seconds(1)
        try await withStub(engine, limits: limits) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.exec("web", command: ["true"], timeout: Self.patience, maximumOutputBytes: 9)
            }
            #expect(error?.code == .timedOut)
        }
    }

    @Test(
        "what is no command is never sent",
        arguments: [([], 1), ([""], 1), (["a\u{0}b"], 1), (["true", "\u{0}"], 1), (["true"], 0)] as [([String], Int)]
    )
    func noCommand(command: [String], seconds: Int) async throws {
        let (result, engine) = try await run(StubCommand(), command, timeout: .seconds(seconds))
        guard case .failure(let error) = result else {
            Issue.record("it was run")
            return
        }
        #expect(error.code == .invalidRequest)
        #expect(engine.targets.isEmpty)
    }

    @Test("cancelling gives up waiting and closes the connection; cancelled before, nothing is sent")
    func cancelled() async throws {
        var stub = StubCommand()
        stub.output = { connection in
            connection.waitForEnd()
            connection.end()
        }
        let engine = try stub.engine()
        try await withStub(engine) { client in
            let error = try await withThrowingTaskGroup(of: DockerError?.self) { group in
                @Sendable func run() async -> DockerError? {
                    await failure { () async throws(DockerError) in
                        try await client.exec("web", command: ["sleep"], timeout: .seconds(3600), maximumOutputBytes: 9)
                    }
                }
                group.addTask { await run() }
                try await eventually("the start's arrival") { engine.targets.count == 2 }
                group.cancelAll()
                let underWay = try await group.next() ?? nil
                group.addTask { await run() }
                #expect(try await group.next()??.code == .cancelled)
                return underWay
            }
            #expect(error?.code == .cancelled)
            #expect(error?.mayHaveHappened == true)
            #expect(engine.targets.count == 2)
            // Those of the version and the creation are kept.
            try await eventually("the end of the start's connection") { engine.openConnections <= 2 }
        }
    }

    @Test("short arguments stay in the engine's words, long ones never do")
    func redaction() {
        let call = EngineCall(
            method: .post,
            path: "/",
            maximumBodyBytes: 1,
            confidential: ["-c", "pass", "password", "", "no"]
        )
        #expect(call.redacted("no such -c: password, pass") == "no such -c: …, …")
    }
}
