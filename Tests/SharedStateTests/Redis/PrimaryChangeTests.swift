import Glibc
import NIOCore
import ReconcilerKit
import Testing

@testable import SharedState

@Suite(.serialized, .timeLimit(.minutes(5))) struct PrimaryChangeTests {
    @Test("only another run is a change; who does not tell may be another each time")
    func identity() {
        var primary = PrimaryIdentity()
        let answers = ["a", "a", "b", "b", nil, nil, "a"].map { primary.meet($0, at: .uptimeNanoseconds(1)) }
        #expect(answers == [false, false, true, false, true, true, true])
        #expect(primary.predecessor == "b")
    }

    @Test("listeners hear of a change before any command reaches the new server")
    func order() async throws {
        let server = FakeServer()
        let client = try RedisClient(server.endpoint, options: quick, logger: SilentLog.logger)
        let told = Box(false)
        let connected = Box<Bool?>(nil)
        client.onPrimaryChange { [weak client] in
            connected.update { $0 = client?.isConnected }
            told.update { $0 = true }
        }
        client.start()
        let first = try await server.accept()
        try await first.greet(run: "a")
        try await client.waitUntilConnected(within: .seconds(60))
        #expect(!told.value)
        first.close()
        let second = try await server.accept()
        try await second.greet(run: "b")
        try await client.waitUntilConnected(within: .seconds(60))
        #expect(told.value && connected.value == false)
        await client.close()
        second.close()
    }

    @Test(
        "after a restart nobody gets a lease for one lease, a holder has lost it, and then all is as before",
        arguments: [true, false]
    )
    func restart(keepsData: Bool) async throws {
        let redis = try await TestRedis(keepsData ? ["--appendonly", "yes"] : [])
        let client = try await redis.client()
        let leases = LeaseRecords(redis: client)
        let grant = try #require(try await leases.acquire(name: "l", holder: "a", duration: .seconds(2)))
        let clock = ContinuousClock()
        redis.kill()
        try await redis.start()
        // It may not have noticed yet that the old one is gone.
        try await eventually("the new one to answer") { (try? await client.command("PING")) != nil }
        let start = clock.now
        #expect(try await leases.acquire(name: "l", holder: "b", duration: .seconds(2)) == nil)
        await #expect(throws: LeaseStoreChanged.self) {
            try await leases.renew(name: "l", holder: "a", epoch: grant.epoch, duration: .seconds(2))
        }
        // Nor does the former holder itself, nor another lease.
        #expect(try await leases.acquire(name: "l", holder: "a", duration: .seconds(2)) == nil)
        #expect(try await leases.acquire(name: "m", holder: "a", duration: .seconds(2)) == nil)
        // A process that comes new is told by the record, when there is one.
        let other = try await redis.client()
        #expect(try await LeaseRecords(redis: other).acquire(name: "l", holder: "c", duration: .seconds(2)) == nil)
        var next: LeaseGrant?
        try await eventually("the time is over") {
            next = try await leases.acquire(name: "l", holder: "b", duration: .seconds(2))
            return next != nil
        }
        #expect(clock.now - start >= .milliseconds(1900))
        #expect(try #require(next).epoch > grant.epoch)
        await other.close()
        await client.close()
    }

    @Test("the private redis may restart without anybody waiting")
    func privateRedis() async throws {
        let redis = try await TestRedis(["--appendonly", "yes"])
        let client = try await redis.client { $0.isPrivate = true }
        let leases = LeaseRecords(redis: client)
        let grant = try #require(try await leases.acquire(name: "l", holder: "a", duration: .seconds(600)))
        redis.kill()
        try await redis.start()
        try await client.waitUntilConnected(within: .seconds(60))
        #expect(
            try await leases.renew(name: "l", holder: "a", epoch: grant.epoch, duration: .seconds(600))?.epoch
                == grant.epoch
        )
        #expect(client.timeSincePrimaryChange == nil)
        await client.close()
    }

    @Test("over a failover two keepers never hold together, and one holds again after it")
    func keepers() async throws {
        let world = try await TestSentinel()
        let timing = LeaseTiming(duration: .milliseconds(1500))
        var clients: [RedisClient] = []
        var keepers: [LeaseKeeper] = []
        for holder in ["a", "b"] {
            let client = try await TestSentinel.client(world.endpoint) { $0.commandDeadline = .milliseconds(500) }
            let keeper = LeaseKeeper(
                name: "l",
                holder: holder,
                store: LeaseRecords(redis: client),
                timing: timing,
                logger: SilentLog.logger
            )
            client.onPrimaryChange { keeper.storeChanged() }
            clients.append(client)
            keepers.append(keeper)
        }
        try await withThrowingTaskGroup(of: Void.self) { [keepers] group in
            for keeper in keepers { group.addTask { await keeper.run() } }
            try await eventually("one holds") { keepers.contains { $0.isHeld() != nil } }
            let holder = try #require(keepers.first { $0.isHeld() != nil })
            let epoch = try #require(holder.isHeld())
            var changes = holder.changes().makeAsyncIterator()
            _ = await changes.next()
            world.primary.process.signal(SIGSTOP)
            let lost = await changes.next()
            guard case .lost(epoch, let reason) = lost else { throw NeverHappened(description: "lost: \(lost as Any)") }
            #expect([.expired, .primaryChanged].contains(reason))
            // The former primary comes back as a replica, without which nothing is acknowledged.
            try await world.awaitPromotion()
            world.primary.process.signal(SIGCONT)
            var together = 0
            try await eventually("one holds again, at the new primary") {
                let epochs = keepers.compactMap { $0.isHeld() }
                if epochs.count > 1 { together += 1 }
                return epochs.contains { $0 > epoch }
            }
            #expect(together == 0)
            group.cancelAll()
        }
        for client in clients { await client.close() }
    }

    private var quick: RedisOptions {
        var options = RedisOptions()
        options.backoff = ReconnectBackoff(initial: .milliseconds(5), maximum: .milliseconds(50))
        options.connectTimeout = .seconds(60)
        return options
    }
}
