import HemoStatCore
import Testing

@testable import SharedState

@Suite(.serialized) struct StreamTrimmerTests {
    private static let stream = RedisKeys.transitions
    /// An hour and a bit after the second of the entries.
    private static let now: Int64 = (3_600_000 + 2_500) * 1000

    private struct World {
        let redis: TestRedis
        let client: RedisClient

        /// Entries at 1 s, 2 s, … after 1970.
        init(entries: Int) async throws {
            redis = try await TestRedis()
            client = try await redis.client()
            // A block each, so that a few entries show what thousands would.
            _ = try await client.command("CONFIG", "SET", "stream-node-max-entries", 1)
            for number in 1...entries { try await add(number) }
        }

        func add(_ number: Int) async throws {
            _ = try await client.command("XADD", StreamTrimmerTests.stream, "\(number)000-0", "n", number)
        }

        func group(_ name: String, reads: Int, acknowledges: Int) async throws {
            let stream = StreamTrimmerTests.stream
            _ = try await client.command("XGROUP", "CREATE", stream, name, "0")
            guard reads > 0 else { return }
            _ = try await client.command(
                arguments: ["XREADGROUP", "GROUP", name, "me", "COUNT", reads, "STREAMS", stream, ">"]
            )
            for number in 1...max(1, acknowledges) where number <= acknowledges {
                _ = try await client.command("XACK", stream, name, "\(number)000-0")
            }
        }

        func trimmed() async throws -> [Int64] {
            try await StreamTrimmer(redis: client).trim(hosts: ["default"], now: StreamTrimmerTests.now)
            let entries = try await client.command("XRANGE", StreamTrimmerTests.stream, "-", "+").asArray ?? []
            return entries.compactMap { $0.asArray?[1].asArray?[1].asInteger }
        }
    }

    @Test("what all groups have done with and is an hour old goes; the rest stays")
    func trim() async throws {
        let world = try await World(entries: 4)
        try await world.group("a", reads: 4, acknowledges: 4)
        try await world.group("b", reads: 4, acknowledges: 4)
        let left = try await world.trimmed()
        #expect(left == [3, 4])
        await world.client.close()
    }

    @Test("what one group has not acknowledged, or not been handed yet, stays", arguments: [(4, 0), (0, 0)])
    func waiting(reads: Int, acknowledges: Int) async throws {
        let world = try await World(entries: 4)
        try await world.group("a", reads: 4, acknowledges: 4)
        try await world.group("b", reads: reads, acknowledges: acknowledges)
        #expect(try await world.trimmed() == [1, 2, 3, 4])
        await world.client.close()
    }

    @Test("a stream that nobody reads yet, and one that is not there, are left as they are")
    func unread() async throws {
        let world = try await World(entries: 2)
        #expect(try await world.trimmed() == [1, 2])
        #expect(try await world.client.command("EXISTS", RedisKeys.stream(.falseAlarm)).asInteger == 0)
        await world.client.close()
    }
}
