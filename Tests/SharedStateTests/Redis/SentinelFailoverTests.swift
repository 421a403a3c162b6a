import Glibc
import Testing

@testable import SharedState

@Suite(.serialized, .timeLimit(.minutes(5))) struct SentinelFailoverTests {
    @Test("the client finds the primary, and after a failover the new one, with every connection it had")
    func failover() async throws {
        let world = try await TestSentinel()
        let client = try await TestSentinel.client(world.endpoint)
        #expect(client.isReplicated && client.timeSincePrimaryChange == nil)
        _ = try await client.command("SET", "k", "before")
        #expect(try await client.command("WAIT", 1, 60_000).asInteger == 1)
        let old = try client.connection().facts.runID
        let beside = try await client.openDedicatedConnection(name: "beside")
        try await world.failOver()
        try await eventually("the client is at the new primary") {
            guard client.isConnected else { return false }
            return try client.connection().facts.runID != old
        }
        #expect(try await client.command("GET", "k").asString == "before")
        _ = try await client.command("SET", "k", "after")
        #expect(client.timeSincePrimaryChange != nil)
        try await eventually("the connection beside it ended") { !beside.isOpen }
        let again = try await client.openDedicatedConnection(name: "again")
        #expect(try await again.command("GET", "k").asString == "after")
        #expect(again.facts.runID == (try client.connection().facts.runID))
        again.closeNow()
        await client.close()
    }

    @Test("a primary that freezes is left for the one the sentinels make, also by who only listens")
    func frozen() async throws {
        let world = try await TestSentinel()
        let client = try await TestSentinel.client(world.endpoint) { $0.commandDeadline = .milliseconds(500) }
        let told = Box(0)
        client.onPrimaryChange { told.update { $0 += 1 } }
        let subscription = try await client.subscribe(to: ["c"])
        world.primary.process.signal(SIGSTOP)
        try await world.awaitPromotion()
        try await eventually("writes work again") { (try? await client.command("SET", "k", "v")) != nil }
        #expect(told.value == 1)
        var messages = subscription.makeAsyncIterator()
        await #expect(throws: RedisError.self) { while try await messages.next() != nil {} }
        world.primary.process.signal(SIGCONT)
        await client.close()
    }

    @Test("a replica is refused with a sentence, and one that became a replica is left at its first refusal")
    func replica() async throws {
        let world = try await TestSentinel()
        let wrong = try RedisClient(world.replica.endpoint, logger: SilentLog.logger)
        let error = await #expect(throws: RedisError.self) { try await wrong.connect() }
        #expect(error?.message.contains("it is a replica of 127.0.0.1:\(world.primary.port)") == true)
        #expect(error?.message.contains("redis+sentinel://") == true)
        // Demoted by hand: the connection stays open, and the first write is refused.
        let client = try await TestSentinel.client(world.primary.endpoint)
        let script = RedisScript(name: "write", source: "return redis.call('SET', 'k', 'v')")
        _ = try await client.command("REPLICAOF", "127.0.0.1", world.replica.port)
        let refused = await #expect(throws: RedisError.self) { try await client.evaluate(script) }
        #expect(refused?.message.contains("READONLY") == true)
        try await eventually("the connection is given up") { !client.isConnected }
        await client.close()
    }

    @Test("one sentinel that answers is enough; when none knows, each one's reason is told")
    func sentinelsGone() async throws {
        let world = try await TestSentinel(sentinels: 3)
        world.sentinels[0].process.end()
        world.sentinels[1].process.signal(SIGSTOP)
        let client = try await TestSentinel.client(world.endpoint)
        _ = try await client.command("SET", "k", "v")
        await client.close()
        var endpoint = world.endpoint
        guard case .sentinel(var sentinels) = endpoint.address else { return }
        sentinels.primary = "nobody"
        endpoint.address = .sentinel(sentinels)
        let lost = try RedisClient(endpoint, logger: SilentLog.logger)
        let error = await #expect(throws: RedisError.self) { try await lost.connect() }
        #expect(error?.code == .connectFailed)
        #expect(error?.message.contains("it knows no primary named nobody") == true)
        #expect(error?.message.contains("connection refused") == true)
        world.sentinels[1].process.signal(SIGCONT)
    }

    @Test("a sentinel that wants a password gets its own, not that of redis")
    func accounts() async throws {
        let sentinel = FakeServer()
        var endpoint = RedisEndpoint(
            .sentinel(
                RedisSentinels(
                    servers: [.init(host: "127.0.0.1", port: sentinel.port)],
                    primary: "m",
                    username: "watch",
                    password: RedisSecret("theirs")
                )
            ),
            password: RedisSecret("ours")
        )
        endpoint.database = 1
        let redis = FakeServer()
        let client = try RedisClient(endpoint, logger: SilentLog.logger)
        client.start()
        let asked = try await sentinel.accept()
        let greeting = try await asked.read(until: "PING")
        #expect(greeting.contains("watch") && greeting.contains("theirs") && !greeting.contains("ours"))
        #expect(!greeting.contains("SELECT") && !greeting.contains("INFO"))
        asked.write("+OK\r\n+OK\r\n+PONG\r\n")
        _ = try await asked.read(until: "GET-MASTER-ADDR-BY-NAME")
        asked.write("*2\r\n$9\r\n127.0.0.1\r\n$\("\(redis.port)".utf8.count)\r\n\(redis.port)\r\n")
        let peer = try await redis.accept()
        let login = try await peer.read(until: "replication")
        #expect(login.contains("ours") && !login.contains("theirs") && login.contains("SELECT"))
        await client.close()
        peer.close()
        asked.close()
    }
}
