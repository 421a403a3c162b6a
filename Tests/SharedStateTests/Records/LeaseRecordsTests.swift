import Logging
import ReconcilerKit
import Testing

@testable import SharedState

@Suite(.serialized) struct LeaseRecordsTests {
    private static let name = "host:default"

    @Test("the first gets it, the second is refused, the holder may ask again for a larger epoch")
    func acquire() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let leases = LeaseRecords(redis: client)
        let first = try #require(
            try await leases.acquire(name: Self.name, holder: "a", duration: .seconds(60))
        )
        #expect(try await leases.acquire(name: Self.name, holder: "b", duration: .seconds(60)) == nil)
        let again = try #require(
            try await leases.acquire(name: Self.name, holder: "a", duration: .seconds(60))
        )
        #expect(again.epoch > first.epoch)
        // Another lease is another matter.
        #expect(try await leases.acquire(name: "host:other", holder: "b", duration: .seconds(60)) != nil)
        await client.close()
    }

    @Test("a grant tells Redis' own time, and its epoch is no smaller than that in milliseconds")
    func sharedTime() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        func time() async throws -> Int64 {
            let parts = try #require(try await client.command("TIME").asArray)
            return try #require(parts[0].asInteger) * 1_000_000 + (try #require(parts[1].asInteger))
        }
        let before = try await time()
        let leases = LeaseRecords(redis: client)
        let grant = try #require(
            try await leases.acquire(name: Self.name, holder: "a", duration: .seconds(60))
        )
        let renewal = try #require(
            try await leases.renew(name: Self.name, holder: "a", epoch: grant.epoch, duration: .seconds(60))
        )
        let after = try await time()
        #expect(grant.sharedTime >= before && renewal.sharedTime >= grant.sharedTime && after >= renewal.sharedTime)
        #expect(grant.epoch >= before / 1000)
        await client.close()
    }

    @Test("it ends by itself, and the next holder's epoch is larger")
    func expiry() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let leases = LeaseRecords(redis: client)
        let first = try #require(
            try await leases.acquire(name: Self.name, holder: "a", duration: .milliseconds(30))
        )
        var second: LeaseGrant?
        try await eventually("the lease ends") {
            second = try await leases.acquire(name: Self.name, holder: "b", duration: .seconds(60))
            return second != nil
        }
        #expect(try #require(second).epoch > first.epoch)
        #expect(
            try await leases.renew(name: Self.name, holder: "a", epoch: first.epoch, duration: .seconds(60)) == nil
        )
        await client.close()
    }

    @Test("the epoch grows over releases, also when Redis' clock is behind the last one")
    func epochs() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let leases = LeaseRecords(redis: client)
        // The year 2200, as after a clock that was set wrong for a while.
        let future: Int64 = 7_258_118_400_000
        _ = try await client.command("SET", RedisKeys.leaseEpoch(Self.name), future)
        for expected in [future + 1, future + 2, future + 3] {
            let grant = try #require(
                try await leases.acquire(name: Self.name, holder: "a", duration: .seconds(60))
            )
            #expect(grant.epoch == expected)
            try await leases.release(name: Self.name, holder: "a", epoch: grant.epoch)
        }
        #expect(try await client.command("TTL", RedisKeys.leaseEpoch(Self.name)).asInteger == -1)
        await client.close()
    }

    @Test("renewing prolongs the lease and keeps its epoch; a wrong epoch or holder gets nothing")
    func renew() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let leases = LeaseRecords(redis: client)
        let grant = try #require(
            try await leases.acquire(name: Self.name, holder: "a", duration: .seconds(10))
        )
        func renew(_ holder: String, _ epoch: Int64) async throws -> LeaseGrant? {
            try await leases.renew(name: Self.name, holder: holder, epoch: epoch, duration: .seconds(600))
        }
        #expect(try await renew("a", grant.epoch - 1) == nil)
        #expect(try await renew("a", grant.epoch + 1) == nil)
        #expect(try await renew("b", grant.epoch) == nil)
        let left = try #require(try await client.command("PTTL", RedisKeys.lease(Self.name)).asInteger)
        #expect(left <= 10_000)
        #expect(try await renew("a", grant.epoch)?.epoch == grant.epoch)
        let prolonged = try #require(try await client.command("PTTL", RedisKeys.lease(Self.name)).asInteger)
        #expect(prolonged > 500_000)
        await client.close()
    }

    @Test("only the holder's own lease is released, and those who wait are told")
    func release() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let leases = LeaseRecords(redis: client)
        let told = try await client.subscribe(to: [RedisKeys.leaseReleases])
        let grant = try #require(
            try await leases.acquire(name: Self.name, holder: "a", duration: .seconds(60))
        )
        try await leases.release(name: Self.name, holder: "b", epoch: grant.epoch)
        try await leases.release(name: Self.name, holder: "a", epoch: grant.epoch - 1)
        #expect(try await leases.acquire(name: Self.name, holder: "b", duration: .seconds(60)) == nil)
        try await leases.release(name: Self.name, holder: "a", epoch: grant.epoch)
        #expect(try await leases.acquire(name: Self.name, holder: "b", duration: .seconds(60)) != nil)
        // A late release of the old epoch does not touch the successor's lease.
        try await leases.release(name: Self.name, holder: "a", epoch: grant.epoch)
        #expect(try await client.command("HGET", RedisKeys.lease(Self.name), "holder").asString == "b")
        var messages = told.makeAsyncIterator()
        let notice = try #require(try await messages.next())
        #expect(
            try StateJSON.decode(LeaseRelease.self, from: notice.payload) == LeaseRelease(lease: Self.name, holder: "a")
        )
        await told.close()
        await client.close()
    }

    @Test("of two keepers one holds; when it stops dead the other takes over with a larger epoch")
    func keepers() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let timing = LeaseTiming(duration: .seconds(1), renewEvery: .milliseconds(200), retryEvery: .milliseconds(50))
        let keepers = ["a", "b"].map { holder in
            LeaseKeeper(
                name: Self.name,
                holder: holder,
                store: LeaseRecords(redis: client),
                timing: timing,
                logger: SilentLog.logger
            )
        }
        try await withThrowingTaskGroup(of: Void.self) { others in
            try await withThrowingTaskGroup(of: Void.self) { first in
                first.addTask { await keepers[0].run() }
                try await eventually("the first holds it") { keepers[0].isHeld() != nil }
                others.addTask { await keepers[1].run() }
                let epoch = try #require(keepers[0].isHeld())
                #expect(keepers[1].isHeld() == nil)
                #expect(
                    try await client.command("HGET", RedisKeys.lease(Self.name), "epoch").asInteger == epoch
                )
                first.cancelAll()
            }
            let before = try #require(try await client.command("GET", RedisKeys.leaseEpoch(Self.name)).asInteger)
            try await eventually("the second takes over") { keepers[1].isHeld() != nil }
            #expect(try #require(keepers[1].isHeld()) > before)
            others.cancelAll()
        }
        await client.close()
    }

    @Test("a keeper whose lease Redis lost says so, and takes it anew")
    func lost() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let keeper = LeaseKeeper(
            name: Self.name,
            holder: "a",
            store: LeaseRecords(redis: client),
            timing: LeaseTiming(duration: .seconds(30), renewEvery: .milliseconds(20), retryEvery: .milliseconds(20)),
            logger: SilentLog.logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            var changes = keeper.changes().makeAsyncIterator()
            group.addTask { await keeper.run() }
            guard case .acquired(let epoch) = await changes.next() else { throw NeverHappened(description: "acquired") }
            _ = try await client.command("FLUSHALL")
            #expect(await changes.next() == .lost(epoch: epoch, reason: .refused))
            guard case .acquired(let next) = await changes.next() else { throw NeverHappened(description: "again") }
            // Redis forgot the counter too; its clock stands in for it.
            #expect(next > epoch)
            group.cancelAll()
        }
        await client.close()
    }
}
