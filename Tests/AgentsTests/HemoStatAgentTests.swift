import HemoStatCore
import SharedState
import Synchronization
import TestSupport
import Testing

@testable import Agents

@Suite(.serialized) struct HemoStatAgentTests {
    private struct Colour: Codable, Equatable {
        var name: String
        var shade: Int
    }

    private func agent(
        _ client: RedisClient,
        retry: AgentRetry = AgentRetry(attempts: 3, delay: .milliseconds(5)),
        clock: any Clock<Duration> = ContinuousClock()
    ) -> HemoStatAgent {
        HemoStatAgent(
            name: "monitor",
            redis: client,
            retry: retry,
            now: { Given.zero },
            clock: clock,
            logger: LogSink().logger
        )
    }

    // MARK: Connecting

    @Test("connecting is tried with doubling pauses, then it is an error that says how often")
    func connectFails() async throws {
        let folder = try TemporaryDirectory()
        let client = try RedisClient(
            RedisEndpoint(.unix(path: folder.file("none.sock"))),
            logger: LogSink().logger
        )
        let clock = ManualClock()
        let agent = agent(client, retry: AgentRetry(attempts: 4, delay: .seconds(1)), clock: clock)
        async let result = Result { try await agent.connect() }
        for pause in [1, 2, 4] {
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(pause) - .nanoseconds(1))
            #expect(clock.sleeperCount == 1)
            clock.advance(by: .nanoseconds(1))
        }
        let outcome = await result
        let error = #expect(throws: HemoStatConnectionError.self) { try outcome.get() }
        #expect(error?.description.contains("tried 4 times") == true)
        #expect(error?.description.contains(folder.file("none.sock")) == true)
        await client.close()
    }

    @Test("a Redis that comes in the meantime is found")
    func connectLater() async throws {
        let server = try await RedisServer.start()
        await server.stop()
        let client = try RedisClient(RedisEndpoint(.unix(path: server.socketPath)), logger: LogSink().logger)
        let clock = ManualClock()
        let agent = agent(client, clock: clock)
        async let result = Result { try await agent.connect() }
        try await clock.waitForSleepers()
        try await server.start()
        clock.advance(by: .seconds(1))
        try await result.get()
        #expect(client.isConnected)
        await client.close()
    }

    @Test("the environment names Redis and the retries; without Redis, or with a wrong value, it is an error")
    func fromEnvironment() async throws {
        let server = try await RedisServer.start(.loopback, password: "s3cret")
        let environment = [
            "REDIS_HOST": "127.0.0.1", "REDIS_PORT": "\(server.port)", "REDIS_PASSWORD": "s3cret", "REDIS_DB": "2",
        ]
        let agent = try HemoStatAgent.fromEnvironment(name: "alert", environment, logger: LogSink().logger)
        try await agent.connect()
        try await agent.setSharedState("x", value: 1)
        #expect(try await server.cli("-n", "2", "GET", "hemostat:state:x") == "1")
        await agent.redis.close()
        #expect(throws: HemoStatConnectionError.self) {
            try HemoStatAgent.fromEnvironment(name: "alert", [:], logger: LogSink().logger)
        }
        #expect(throws: EnvironmentError.self) {
            let wrong = environment.merging(["AGENT_RETRY_MAX": "often"]) { $1 }
            return try HemoStatAgent.fromEnvironment(name: "alert", wrong, logger: LogSink().logger)
        }
    }

    // MARK: Events

    @Test("what is published goes out in the envelope, and handlers of a channel get its messages in order")
    func publish() async throws {
        let redis = try await TestRedis()
        let agent = agent(redis.client)
        let heard = Box<[String]>([])
        let elsewhere = Box(0)
        await agent.subscribe(to: "hemostat:health_alert") { message in
            heard.change { $0.append(message.text ?? "") }
        }
        await agent.subscribe(to: "hemostat:other") { _ in elsewhere.change { $0 += 1 } }
        #expect(await !agent.isRunning)
        try await running(await agent.run()) {
            try await subscribers(of: "hemostat:health_alert", on: redis)
            #expect(await agent.isRunning)
            for shade in 1...3 {
                try await agent.publishEvent(
                    channel: "hemostat:health_alert",
                    type: "colour",
                    data: Colour(name: "grün", shade: shade)
                )
            }
            try await eventually("three messages") { heard.value.count == 3 }
        }
        let expected = """
            {"event_type": "colour", "timestamp": "2025-11-03T10:00:00.000000+00:00", "agent": "monitor",
             "data": {"name": "grün", "shade": 1}}
            """
        #expect(try AnyJSON(heard.value[0]) == AnyJSON(expected))
        #expect(try heard.value.map { try AnyJSON($0)["data"]?["shade"] } == [.integer(1), .integer(2), .integer(3)])
        #expect(elsewhere.value == 0)
        await redis.close()
    }

    private func subscribers(of channel: String, on redis: TestRedis) async throws {
        try await eventually("a subscriber of \(channel)") {
            try await redis.client.command("PUBSUB", "NUMSUB", channel).asArray?.last?.asInteger == 1
        }
    }

    @Test("stop ends run, and run may be called again")
    func stop() async throws {
        let redis = try await TestRedis()
        let agent = agent(redis.client)
        await agent.subscribe(to: "c") { _ in }
        for _ in 1...2 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await agent.run() }
                try await subscribers(of: "c", on: redis)
                await agent.stop()
                try await group.waitForAll()
            }
            #expect(await !agent.isRunning)
        }
        await redis.close()
    }

    @Test("without a handler there is nothing to run")
    func nothingToRun() async throws {
        let redis = try await TestRedis()
        let agent = agent(redis.client)
        await agent.run()
        #expect(await !agent.isRunning)
        await redis.close()
    }

    @Test("a subscription that Redis dropped is made again")
    func resubscribe() async throws {
        let redis = try await TestRedis()
        let agent = agent(redis.client)
        let heard = Box(0)
        await agent.subscribe(to: "c") { _ in heard.change { $0 += 1 } }
        try await running(await agent.run()) {
            try await subscribers(of: "c", on: redis)
            _ = try await redis.client.command("CLIENT", "KILL", "TYPE", "pubsub")
            try await eventually("a message after the interruption") {
                try await redis.client.publish("c", "x")
                return heard.value > 0
            }
        }
        await redis.close()
    }

    // MARK: State

    @Test("shared state comes back, under hemostat:state:, for as long as it should")
    func state() async throws {
        let redis = try await TestRedis()
        let agent = agent(redis.client)
        let colour = Colour(name: "a\n\"b\"", shade: 7)
        #expect(try await agent.sharedState("colour", as: Colour.self) == nil)
        try await agent.setSharedState("colour", value: colour, ttl: 60)
        #expect(try await agent.sharedState("colour", as: Colour.self) == colour)
        let left = try #require(try await redis.client.command("TTL", "hemostat:state:colour").asInteger)
        #expect((1...60).contains(left))
        try await agent.setSharedState("colour", value: colour)
        #expect(try await redis.client.command("TTL", "hemostat:state:colour").asInteger == -1)
        #expect(try await agent.sharedState("colour", as: [Int].self) == nil)
        try await agent.setSharedState("colour", value: colour, ttl: 0)
        #expect(try await redis.client.command("TTL", "hemostat:state:colour").asInteger != -1)
        await redis.close()
    }
}

extension Result where Failure == any Error {
    /// What an asynchronous body returns or throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
