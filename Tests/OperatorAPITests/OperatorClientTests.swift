import CurlTransport
import HemoStatCore
import OperatorClient
import SharedState
import TestSupport
import Testing

@testable import OperatorAPI

/// The client of every verb, asking a real server.
@Suite(.serialized) struct OperatorClientTests {
    private func policy() -> HealthPolicy {
        HealthPolicy(
            metadata: ObjectMeta(name: "web"),
            spec: HealthPolicy.Spec(
                selector: ContainerSelector(),
                expectations: [Expectation(name: "healthy", check: .health(.init(is: .healthy)))]
            )
        )
    }

    private func fill(_ world: ServerWorld) async throws {
        let now = Timestamp(microseconds: 1_762_164_000_000_000)
        let host = HostStatus(
            name: "default",
            endpoint: "unix:///var/run/docker.sock",
            isReachable: true,
            matches: ["web": 2],
            leader: "me",
            epoch: 7,
            at: now
        )
        try await HostRecords(redis: world.client).save(host, lease: nil)
        _ = try await ResourceStore(redis: world.client).apply([policy()])
        let problem = Diagnostic("no", position: SourcePosition(file: "a.yaml", line: 1, column: 2))
        try await ResourceStore(redis: world.client)
            .saveSource(PolicySourceStatus(path: "/p", at: now, problems: [problem]))
        let container = ContainerObservation(
            key: ContainerKey(host: "default", id: "beef"),
            name: "größe \"1\"",
            image: "i",
            status: .running
        )
        var episode = Episode(id: "e", container: container, openedAt: now, records: [])
        episode.enter(.held, at: now, reason: "Cooldown", message: "two\nlines")
        episode.nextEligible = now + .seconds(1)
        episode.note(TrailEntry(at: now, stage: .gate, code: "Cooldown", message: "denied", inputs: ["a": "b"]))
        var write = GuardedWrite()
        try write.put(episode, read: nil, key: container.key, now: now)
        _ = try await write.run(on: world.client)
    }

    @Test("the status over the socket is what stands in Redis")
    func status() async throws {
        let world = try await ServerWorld()
        try await fill(world)
        try await world.serving { _ in
            let client = OperatorClient(transport: world.transport, stateDirectory: world.folder.path)
            let status = try await client.status()
            #expect(status == (try await world.reader.read()))
            #expect(status.episodes.map(\.container) == ["größe \"1\""])
            #expect(status.episodes.first?.trail.first?.inputs == ["a": "b"])
            #expect(status.policies.map(\.matched) == [2])
            #expect(status.source?.problems.count == 1)
            let response = try await world.getLocally("/status")
            #expect(response.header("content-type") == "application/json")
            _ = try await world.client.command("DEL", RedisKeys.episodes(host: "default"))
            #expect(try await client.status().episodes.isEmpty)
        }
        await world.close()
    }

    @Test("with Redis down the operator says so; back again it answers again")
    func redisDown() async throws {
        let world = try await ServerWorld()
        try await fill(world)
        try await world.serving { url in
            let client = OperatorClient(transport: world.transport, stateDirectory: world.folder.path)
            await world.redis.stop()
            try await eventually("the loss") { !world.client.isConnected }
            #expect(try await world.getLocally("/status").status == 503)
            let response = try await world.get("\(url)/readyz")
            #expect(response.status == 503)
            #expect(response.text.contains("[-]redis failed: redis does not answer"))
            let error = await #expect(throws: OperatorClientError.self) { try await client.status() }
            #expect(error?.code == .refused)
            #expect(error?.description.hasPrefix("the operator cannot read its state: ") == true)
            #expect(error?.description.contains("\n") == false)
            try await world.redis.start()
            try await eventually("the return") { world.client.isConnected }
            #expect(try await client.status().hosts.count == 1)
        }
        await world.close()
    }

    @Test("without an operator it is one sentence that says what to do")
    func unreachable() async throws {
        let folder = try TemporaryDirectory()
        let transport = CurlTransport()
        let client = OperatorClient(transport: transport, stateDirectory: folder.path)
        let error = await #expect(throws: OperatorClientError.self) { try await client.status() }
        #expect(error?.code == .unreachable)
        #expect(
            error?.description
                == "no operator answers at \(folder.path)/api.sock; start 'hemostat operator', or name its --state-dir"
        )
        await transport.shutdown()
    }

    @Test("an answer that is no status is not taken for one", arguments: ["", "{}", "[]", "hello", "{\"version\":7}"])
    func unexpected(body: String) async throws {
        let folder = try TemporaryDirectory()
        let stub = try StubHTTPServer(unixSocketPath: folder.file("api.sock")) { _ in StubResponse(200, body: body) }
        let transport = CurlTransport()
        let client = OperatorClient(transport: transport, stateDirectory: folder.path)
        let error = await #expect(throws: OperatorClientError.self) { try await client.status() }
        #expect(error?.code == .unexpected)
        #expect(stub.requests.map(\.target) == ["/status"])
        await transport.shutdown()
    }

    @Test("a refusal without words is told by its number")
    func refusal() async throws {
        let folder = try TemporaryDirectory()
        let stub = try StubHTTPServer(unixSocketPath: folder.file("api.sock")) { _ in StubResponse(404) }
        let transport = CurlTransport()
        let client = OperatorClient(transport: transport, stateDirectory: folder.path)
        let error = await #expect(throws: OperatorClientError.self) { try await client.status() }
        #expect(error == OperatorClientError(.refused, "status 404"))
        #expect(stub.requests.count == 1)
        await transport.shutdown()
    }
}
