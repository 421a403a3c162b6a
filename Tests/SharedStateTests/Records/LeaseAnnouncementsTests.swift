import Glibc
import ReconcilerKit
import Testing

@testable import SharedState

@Suite(.serialized, .timeLimit(.minutes(2))) struct LeaseAnnouncementsTests {
    @Test("releases are heard, also after Redis was gone; whoever may have missed one is told to try")
    func heard() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client { $0.isPrivate = true }
        let heard = Box<[LeaseRelease?]>([])
        let announcements = LeaseAnnouncements(redis: client) { release in heard.update { $0.append(release) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await announcements.run() }
            try await eventually("it listens") { heard.value == [nil] }
            try await release("l", client)
            try await eventually("it hears") { heard.value.last == LeaseRelease(lease: "l", holder: "a") }
            // What is no announcement is ignored.
            try await client.publish(RedisKeys.leaseReleases, "released")
            redis.kill()
            try await redis.start()
            try await client.waitUntilConnected(within: .seconds(60))
            try await eventually("it listens again") { heard.value.count { $0 == nil } == 2 }
            try await release("m", client)
            try await eventually("it hears again") { heard.value.last == LeaseRelease(lease: "m", holder: "a") }
            #expect(heard.value.count == 4)
            group.cancelAll()
        }
        await client.close()
    }

    @Test("a keeper that waits takes over when the lease is released, though its next try is a minute away")
    func handOver() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let timing = LeaseTiming(duration: .seconds(600), renewEvery: .seconds(60), retryEvery: .seconds(600))
        let leases = LeaseRecords(redis: client)
        let keeper = LeaseKeeper(name: "l", holder: "b", store: leases, timing: timing, logger: SilentLog.logger)
        let listening = Box(false)
        let announcements = LeaseAnnouncements(redis: client) { release in
            guard let release else { return listening.update { $0 = true } }
            if release.lease == keeper.name { keeper.contend(releasedBy: release.holder) }
        }
        let grant = try #require(try await leases.acquire(name: "l", holder: "a", duration: .seconds(600)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await announcements.run() }
            group.addTask { await keeper.run() }
            try await eventually("it listens") { listening.value }
            // Its first try was refused, or comes before the release.
            try await leases.release(name: "l", holder: "a", epoch: grant.epoch)
            try await eventually("it takes over", within: .seconds(50)) { keeper.isHeld() != nil }
            group.cancelAll()
        }
        await client.close()
    }

    private func release(_ name: String, _ client: RedisClient) async throws {
        let leases = LeaseRecords(redis: client)
        let grant = try #require(try await leases.acquire(name: name, holder: "a", duration: .seconds(60)))
        try await leases.release(name: name, holder: "a", epoch: grant.epoch)
    }
}
