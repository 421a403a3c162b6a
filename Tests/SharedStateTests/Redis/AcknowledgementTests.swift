import Glibc
import ReconcilerKit
import Testing

@testable import SharedState

@Suite(.serialized, .timeLimit(.minutes(5))) struct AcknowledgementTests {
    private static let script = RedisScript(name: "count", source: "return redis.call('INCR', KEYS[1])")

    @Test("without replicas everything counts; the first replica that comes is waited for from then on")
    func replicaComes() async throws {
        let server = FakeServer()
        let client = try RedisClient(server.endpoint, logger: SilentLog.logger)
        client.start()
        let peer = try await server.accept()
        try await peer.greet(run: "a")
        try await client.waitUntilConnected(within: .seconds(60))
        async let alone = client.evaluateAcknowledged(Self.script, keys: ["k"], arguments: [])
        _ = try await peer.read(until: "replication")
        peer.write(":1\r\n" + FakeServer.Peer.bulk("role:master\r\n"))
        #expect(try await alone.isAcknowledged)
        #expect(!client.isReplicated)
        async let joined = client.evaluateAcknowledged(Self.script, keys: ["k"], arguments: [])
        _ = try await peer.read(until: "replication")
        let replica = "slave0:ip=10.0.0.2,port=6379,state=online,offset=1,lag=0"
        peer.write(":2\r\n" + FakeServer.Peer.bulk("role:master\r\n\(replica)\r\n"))
        // The same call waits already.
        _ = try await peer.read(until: "WAIT")
        peer.write(":0\r\n")
        #expect(try await !joined.isAcknowledged)
        #expect(client.isReplicated)
        await client.close()
        peer.close()
    }

    @Test("script and WAIT leave in one write, also when the script is not known yet")
    func oneWrite() async throws {
        let server = FakeServer()
        let client = try RedisClient(server.endpoint, logger: SilentLog.logger)
        client.start()
        let peer = try await server.accept()
        try await peer.greet(run: "a", replicas: 1)
        try await client.waitUntilConnected(within: .seconds(60))
        async let answer = client.evaluateAcknowledged(Self.script, keys: ["k"], arguments: [])
        let first = try await peer.read(until: "WAIT")
        #expect(first.contains("EVALSHA"))
        peer.write("-NOSCRIPT No matching script\r\n:1\r\n")
        let second = try await peer.read(until: "WAIT")
        #expect(second.contains("\r\nEVAL\r\n"))
        peer.write(":7\r\n:1\r\n")
        let (reply, isAcknowledged) = try await answer
        #expect(reply == .integer(7) && isAcknowledged)
        await client.close()
        peer.close()
    }

    @Test("a backup that reads along is no replica; one that still loads is none either")
    func readers() {
        let text = """
            role:master\r
            connected_slaves:3\r
            slave0:ip=127.0.0.1,port=0,state=online,offset=0,lag=0\r
            slave1:ip=127.0.0.1,port=6380,state=wait_bgsave,offset=0,lag=0\r
            slave2:ip=127.0.0.1,port=6381,state=online,offset=0,lag=1\r
            """
        #expect(RedisServerFacts.replicas(in: text) == 1)
    }

    @Test("a frozen replica acknowledges nothing: no lease, no intent; when it goes on, both")
    func frozenReplica() async throws {
        let world = try await TestSentinel()
        let client = try await TestSentinel.client(world.primary.endpoint)
        #expect(client.isReplicated)
        let leases = LeaseRecords(redis: client)
        // The replica has everything before it freezes.
        let first = try await acquired("l", leases)
        world.replica.process.signal(SIGSTOP)
        let renewal = await #expect(throws: RedisError.self) {
            try await leases.renew(name: "l", holder: "a", epoch: first.epoch, duration: .seconds(60))
        }
        #expect(renewal?.code == .unacknowledged)
        let acquisition = await #expect(throws: RedisError.self) {
            try await leases.acquire(name: "m", holder: "a", duration: .seconds(60))
        }
        #expect(acquisition?.code == .unacknowledged)
        #expect(try await client.command("EXISTS", RedisKeys.lease("m")).asInteger == 0)
        var write = GuardedWrite()
        write.add("SET", "k", "v")
        let intent = write
        let unsafe = await #expect(throws: RedisError.self) {
            try await intent.run(on: client, acknowledged: true)
        }
        #expect(unsafe?.code == .unacknowledged && unsafe?.mayHaveExecuted == true)
        // What was refused wrote nothing that had to be acknowledged.
        write.lease = GuardedWrite.LeaseGuard(name: "l", holder: "b", epoch: 1)
        #expect(try await write.run(on: client, acknowledged: true) == .fenced)
        // What nobody acts upon goes on.
        write.lease = nil
        #expect(try await write.run(on: client) == .done)
        world.replica.process.signal(SIGCONT)
        try await eventually("the replica acknowledges again") {
            (try? await write.run(on: client, acknowledged: true)) == .done
        }
        _ = try await acquired("m", leases)
        await client.close()
    }

    /// A lease, as soon as the replica acknowledges in time: on a loaded machine a tenth of a second may be too short.
    private func acquired(_ name: String, _ leases: LeaseRecords) async throws -> LeaseGrant {
        var grant: LeaseGrant?
        try await eventually("the lease \(name)") {
            grant = try? await leases.acquire(name: name, holder: "a", duration: .seconds(60))
            return grant != nil
        }
        return try #require(grant)
    }

    @Test("who nobody acknowledges asks the sentinels, and leaves a primary they have given up")
    func isolatedPrimary() async throws {
        let (sentinel, old, new) = (FakeServer(), FakeServer(), FakeServer())
        let names = RedisSentinels(servers: [.init(host: "127.0.0.1", port: sentinel.port)], primary: "m")
        let client = try RedisClient(RedisEndpoint(.sentinel(names)), logger: SilentLog.logger)
        client.start()
        try await answer(sentinel, with: old)
        let first = try await old.accept()
        try await first.greet(run: "a", replicas: 1)
        try await client.waitUntilConnected(within: .seconds(60))
        async let isolated = client.evaluateAcknowledged(Self.script, keys: ["k"], arguments: [])
        _ = try await first.read(until: "WAIT")
        first.write(":1\r\n:0\r\n")
        #expect(try await !isolated.isAcknowledged)
        // Asked once because of that, once for the next connection.
        try await answer(sentinel, with: new)
        try await answer(sentinel, with: new)
        let second = try await new.accept()
        try await second.greet(run: "b", replicas: 1)
        try await client.waitUntilConnected(within: .seconds(60))
        #expect(client.timeSincePrimaryChange != nil)
        await client.close()
        first.close()
        second.close()
    }

    /// Has a Sentinel name a primary to who asks next.
    private func answer(_ sentinel: FakeServer, with server: FakeServer) async throws {
        let peer = try await sentinel.accept()
        _ = try await peer.read(until: "PING")
        peer.write("+OK\r\n+PONG\r\n")
        _ = try await peer.read(until: "GET-MASTER-ADDR-BY-NAME")
        peer.write("*2\r\n" + FakeServer.Peer.bulk("127.0.0.1") + FakeServer.Peer.bulk("\(server.port)"))
        peer.close()
    }
}
