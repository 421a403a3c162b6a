import HemoStatCore
import Testing

@testable import SharedState

@Suite struct HostRecordsTests {
    private func status(_ name: String, epoch: Int64 = 7) -> HostStatus {
        HostStatus(
            name: name,
            endpoint: "unix:///var/run/docker.sock",
            isReachable: false,
            message: "docker ended the event stream",
            engineVersion: "20.10.24",
            engineID: "ABCD:EFGH",
            containers: 21,
            matches: ["web": 3],
            leader: "me",
            epoch: epoch,
            at: Given.zero
        )
    }

    @Test("records come back whole, by name; what cannot be read is passed over")
    func roundTrip() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let records = HostRecords(redis: client)
        #expect(try await records.all().isEmpty)
        for name in ["west", "default", "east"] { try await records.save(status(name), lease: nil) }
        _ = try await client.command("HSET", RedisKeys.hosts, "broken", "{")
        #expect(try await records.all() == ["default", "east", "west"].map { status($0) })
        await client.close()
    }

    @Test("who lost the lease does not overwrite the successor's record")
    func fenced() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let records = HostRecords(redis: client)
        _ = try await client.command("HSET", RedisKeys.lease("host:default"), "holder", "you", "epoch", 8)
        try await records.save(
            status("default", epoch: 8),
            lease: .init(name: "host:default", holder: "you", epoch: 8)
        )
        try await records.save(status("default"), lease: .init(name: "host:default", holder: "me", epoch: 7))
        #expect(try await records.all().map(\.epoch) == [8])
        await client.close()
    }
}
