import HemoStatCore
import Testing

@testable import SharedState

/// Every guard of the one script everything is written by, alone and together.
@Suite(.serialized) struct GuardedWriteTests {
    private static let lease = RedisKeys.lease("host:default")
    private static let episodes = RedisKeys.episodes(host: "default")
    private static let ledger = RedisKeys.ledger(host: "default", key: "name/web-1")
    private static let open = RedisKeys.openIntent(host: "default", key: "name/web-1")
    private static let end = RedisKeys.episodeEnd(host: "default", key: "name/web-1")
    private static let now = Given.zero.microseconds

    /// What makes a guard fail, and what the write then says.
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case otherHolder, otherEpoch, noLease, otherRevision, noEpisode, garbage, openIntent, cooldown, budget

        var testDescription: String { rawValue }

        var result: GuardedWrite.Result {
            switch self {
            case .otherHolder, .otherEpoch, .noLease: .fenced
            case .otherRevision, .noEpisode, .garbage: .conflict
            case .openIntent: .intentOpen
            case .cooldown: .cooldown
            case .budget: .budget
            }
        }

        var command: [any RESPArgument] {
            switch self {
            case .otherHolder: ["HSET", GuardedWriteTests.lease, "holder", "you"]
            case .otherEpoch: ["HSET", GuardedWriteTests.lease, "epoch", 8]
            case .noLease: ["DEL", GuardedWriteTests.lease]
            case .otherRevision: ["HSET", GuardedWriteTests.episodes, Given.key.id, "30\n{}"]
            case .noEpisode: ["HDEL", GuardedWriteTests.episodes, Given.key.id]
            case .garbage: ["HSET", GuardedWriteTests.episodes, Given.key.id, "garbage"]
            case .openIntent: ["SET", GuardedWriteTests.open, "another"]
            case .cooldown: ["SET", GuardedWriteTests.end, GuardedWriteTests.now - 299_999_999]
            case .budget: ["ZADD", GuardedWriteTests.ledger, GuardedWriteTests.now - 3_599_999_999, "older"]
            }
        }
    }

    /// A state in which every guard of `write` holds, but only just.
    private func prepare(_ client: RedisClient) async throws {
        _ = try await client.pipeline([
            ["HSET", Self.lease, "holder", "me", "epoch", 7], ["HSET", Self.episodes, Given.key.id, "3\n{}"],
            ["ZADD", Self.ledger, Self.now - 3_600_000_000, "oldest", Self.now - 1, "newest"],
            ["SET", Self.end, Self.now - 300_000_000],
        ])
    }

    private var write: GuardedWrite {
        var write = GuardedWrite()
        write.lease = .init(name: "host:default", holder: "me", epoch: 7)
        write.revision = .init(host: "default", containerID: Given.key.id, expected: 3)
        write.intent = .init(
            host: "default",
            ledgerKey: "name/web-1",
            id: "new",
            now: Self.now,
            budgetActions: 2,
            budgetWindowStart: Self.now - 3_600_000_000,
            cooldownThreshold: Self.now - 300_000_000,
            openMilliseconds: 60_000
        )
        write.add("SET", "written", "yes")
        return write
    }

    /// Every key with its serialised value.
    private func contents(_ client: RedisClient) async throws -> [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for name in try await client.command("KEYS", "*").asArray ?? [] {
            guard let name = name.asString else { continue }
            all[name] = try await client.command("DUMP", name).asBytes
        }
        return all
    }

    @Test("when all guards hold the commands run, the ledger counts the intent and the intent is open")
    func allHold() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await prepare(client)
        #expect(try await write.run(on: client) == .done)
        #expect(try await client.command("GET", "written").asString == "yes")
        #expect(try await client.command("GET", Self.open).asString == "new")
        // It ends by itself, should its episode ever get lost.
        let open = try #require(try await client.command("PTTL", Self.open).asInteger)
        #expect((1...60_000).contains(open))
        #expect(try await client.command("ZSCORE", Self.ledger, "new").asInteger == Self.now)
        #expect(try await client.command("ZCARD", Self.ledger).asInteger == 3)
        let month = 30 * 86_400_000 as Int64
        let left = try #require(try await client.command("PTTL", Self.ledger).asInteger)
        #expect(left > month - 60_000 && left <= month)
        await client.close()
    }

    @Test("when one guard fails nothing at all is written", arguments: Fault.allCases)
    func oneFails(fault: Fault) async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await prepare(client)
        _ = try await client.command(arguments: fault.command)
        let before = try await contents(client)
        #expect(try await write.run(on: client) == fault.result)
        #expect(try await contents(client) == before)
        await client.close()
    }

    @Test("of several that fail the first in order speaks: lease, revision, open intent, cooldown, budget")
    func order() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await prepare(client)
        let faults: [Fault] = [.otherEpoch, .otherRevision, .openIntent, .cooldown, .budget]
        for fault in faults { _ = try await client.command(arguments: fault.command) }
        let repairs: [[any RESPArgument]] = [
            ["HSET", Self.lease, "epoch", 7], ["HSET", Self.episodes, Given.key.id, "3\n{}"], ["DEL", Self.open],
            ["DEL", Self.end], ["ZREM", Self.ledger, "older"],
        ]
        for (fault, repair) in zip(faults, repairs) {
            #expect(try await write.run(on: client) == fault.result)
            _ = try await client.command(arguments: repair)
        }
        #expect(try await write.run(on: client) == .done)
        await client.close()
    }

    @Test("a lease that ran out by itself fences")
    func expired() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await prepare(client)
        _ = try await client.command("PEXPIRE", Self.lease, 20)
        try await eventually("the lease ends") { try await client.command("EXISTS", Self.lease).asInteger == 0 }
        #expect(try await write.run(on: client) == .fenced)
        await client.close()
    }

    @Test("an open intent does not stand in its own way")
    func ownIntent() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await prepare(client)
        _ = try await client.command("SET", Self.open, "new")
        #expect(try await write.run(on: client) == .done)
        await client.close()
    }

    @Test("inside an episode no cooldown is asked for")
    func withoutCooldown() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await prepare(client)
        _ = try await client.command(arguments: Fault.cooldown.command)
        var write = write
        write.intent?.cooldownThreshold = nil
        #expect(try await write.run(on: client) == .done)
        await client.close()
    }

    @Test("a write without guards runs, and one without commands too")
    func unguarded() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var write = GuardedWrite()
        #expect(try await write.run(on: client) == .done)
        write.add("INCR", "n")
        #expect(try await write.run(on: client) == .done)
        #expect(try await client.command("GET", "n").asString == "1")
        #expect(try await contents(client).keys.sorted() == ["n"])
        await client.close()
    }

    @Test("the first write of an episode expects none; what cannot be read counts as none")
    func firstRevision() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var write = GuardedWrite()
        write.revision = .init(host: "default", containerID: Given.key.id, expected: 0)
        write.add("INCR", "n")
        #expect(try await write.run(on: client) == .done)
        _ = try await client.command("HSET", Self.episodes, Given.key.id, "garbage")
        #expect(try await write.run(on: client) == .done)
        _ = try await client.command("HSET", Self.episodes, Given.key.id, "1\n{}")
        #expect(try await write.run(on: client) == .conflict)
        #expect(try await client.command("GET", "n").asString == "2")
        await client.close()
    }

    @Test(
        "arguments pass whatever their bytes",
        arguments: [
            Array(0...255), [], [10], Array("3".utf8), Array("a\nb\r\n*2\r\n$4\r\nQUIT\r\n".utf8),
            Array("größe \"€\" 'x' \\n {}".utf8), [UInt8](repeating: 0xFF, count: 300_000),
        ] as [[UInt8]]
    )
    func binary(payload: [UInt8]) async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var write = GuardedWrite()
        write.add("SET", payload, payload)
        write.add("RPUSH", "list", payload, "between", payload)
        #expect(try await write.run(on: client) == .done)
        #expect(try await client.command("GET", payload).asBytes == payload)
        let list = try await client.command("LRANGE", "list", 0, -1).asArray?.map(\.asBytes)
        #expect(list == [payload, Array("between".utf8), payload])
        await client.close()
    }

    @Test("many commands, and commands of many words, keep their order and their borders")
    func many() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var write = GuardedWrite()
        for number in 0..<500 { write.add("RPUSH", "numbers", number) }
        write.add(["RPUSH", "words"] + (0..<2000).map { "word \($0)" })
        #expect(try await write.run(on: client) == .done)
        let numbers = try await client.command("LRANGE", "numbers", 0, -1).asArray?.map(\.asInteger)
        #expect(numbers == (0..<500).map { Int64($0) })
        let words = try await client.command("LRANGE", "words", 0, -1).asArray?.map(\.asString)
        #expect(words == (0..<2000).map { "word \($0)" })
        await client.close()
    }
}
