import HemoStatCore
import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2))) struct AuditLogTests {
    private let world: World

    /// A Redis and a log of five entries.
    private final class World: Sendable {
        let redis: TestRedis
        let client: RedisClient
        let log: AuditLog
        let key = RedisKeys.auditLog(host: "default")
        let headKey = RedisKeys.auditHead(host: "default")

        init() async throws {
            redis = try await TestRedis()
            client = try await redis.client()
            log = AuditLog(redis: client)
        }

        @discardableResult
        func write(_ message: String, _ kind: AuditLog.Kind = .actions) async throws -> GuardedWrite.Result {
            var write = GuardedWrite()
            try await log.add(AuditLogTests.record(message), of: kind, to: &write)
            return try await write.run(on: client)
        }

        func fill(_ count: Int) async throws {
            for index in 0..<count {
                guard try await write("\(index)") == .done else { throw NeverHappened(description: "written") }
            }
        }

        func verify(_ kind: AuditLog.Kind = .actions) async throws -> AuditVerdict {
            try await log.verify(kind, host: "default", now: Given.at(100))
        }

        /// The entries as they are stored.
        func stored() async throws -> [(id: String, bytes: [UInt8])] {
            let reply = try await client.command("XRANGE", key, "-", "+")
            return (reply.asArray ?? []).compactMap { item in
                guard let parts = item.asArray, let id = parts[0].asString else { return nil }
                return parts[1].asArray?.last?.asBytes.map { (id, $0) }
            }
        }

        /// Writes the whole stream anew, as who tampers has to: entries of a stream cannot be changed in place.
        func replace(_ entries: [(id: String, bytes: [UInt8])]) async throws {
            _ = try await client.command("DEL", key)
            for (index, entry) in entries.enumerated() {
                _ = try await client.command("XADD", key, "\(index + 1)-1", "entry", entry.bytes)
            }
        }
    }

    private static func record(_ message: String) -> AuditRecord {
        var record = AuditRecord(
            at: Given.at(1),
            host: "default",
            container: "web-1",
            containerID: Given.key.id,
            action: "restart",
            outcome: "succeeded",
            message: message
        )
        record.policy = "web"
        record.leaseEpoch = 7
        return record
    }

    init() async throws {
        world = try await World()
        for index in 1...5 { try await world.write("\(index)") }
    }

    @Test("what was written is read back in pages, newest and oldest first, and is intact")
    func intact() async throws {
        guard case .intact(5, 1, let head?) = try await world.verify() else {
            throw NeverHappened(description: "intact")
        }
        #expect(head.sequence == 5)
        #expect(try await world.client.command("GET", world.headKey).asString == head.description)
        let first = try await world.log.page(.actions, host: "default", limit: 2)
        #expect(first.map(\.record.message) == ["1", "2"])
        let second = try await world.log.page(.actions, host: "default", after: first[1].id, limit: 10_000)
        #expect(second.map(\.record.sequence) == [3, 4, 5])
        #expect(try await world.log.latest(.actions, host: "default", limit: 2).map(\.message) == ["5", "4"])
        #expect(try await world.verify(.denials) == .intact(count: 0, first: 0, head: nil))
        #expect(try await world.log.page(.actions, host: "other").isEmpty)
    }

    @Test("actions and denials are chains of their own")
    func kinds() async throws {
        try await world.write("no", .denials)
        #expect(try await world.log.latest(.denials, host: "default").map(\.sequence) == [1])
        var write = GuardedWrite()
        try await world.log.add(Self.record("yes"), of: .actions, to: &write)
        let both = write
        await #expect(throws: RedisError.self) {
            var write = both
            try await world.log.add(Self.record("no"), of: .denials, to: &write)
        }
    }

    @Test("several entries of one write follow each other; one that was not carried out leaves no gap")
    func several() async throws {
        var write = GuardedWrite()
        for index in 6...8 { try await world.log.add(Self.record("\(index)"), of: .actions, to: &write) }
        write.lease = GuardedWrite.LeaseGuard(name: "l", holder: "nobody", epoch: 1)
        #expect(try await write.run(on: world.client) == .fenced)
        #expect(try await world.verify().isIntact)
        // Whoever goes on without a word is told by the next write.
        #expect(try await world.write("x") == .auditMoved)
        world.log.moved(host: "default")
        write = GuardedWrite()
        for index in 6...8 { try await world.log.add(Self.record("\(index)"), of: .actions, to: &write) }
        #expect(try await write.run(on: world.client) == .done)
        guard case .intact(8, 1, _) = try await world.verify() else { throw NeverHappened(description: "intact") }
    }

    @Test("of two writers one is told that the chain moved on, and adds its entry anew")
    func twoWriters() async throws {
        let other = AuditLog(redis: world.client)
        var theirs = GuardedWrite()
        try await other.add(Self.record("theirs"), of: .actions, to: &theirs)
        #expect(try await world.write("ours") == .done)
        #expect(try await theirs.run(on: world.client) == .auditMoved)
        other.moved(host: "default")
        theirs = GuardedWrite()
        try await other.add(Self.record("theirs"), of: .actions, to: &theirs)
        #expect(try await theirs.run(on: world.client) == .done)
        #expect(try await world.log.latest(.actions, host: "default", limit: 2).map(\.message) == ["theirs", "ours"])
        #expect(try await world.verify().isIntact)
    }

    @Test("an entry that was changed, removed, inserted, swapped or cut off is found")
    func tampering() async throws {
        let entries = try await world.stored()
        func changed(_ index: Int, _ text: String, _ other: String) -> [(id: String, bytes: [UInt8])] {
            var entries = entries
            let whole = String(decoding: entries[index].bytes, as: UTF8.self)
            entries[index].bytes = Array(whole.replacing(text, with: other).utf8)
            return entries
        }
        var removed = entries
        removed.remove(at: 2)
        var inserted = entries
        inserted.insert(entries[1], at: 2)
        var swapped = entries
        swapped.swapAt(1, 2)
        let cases: [([(id: String, bytes: [UInt8])], Int64)] = [
            (changed(1, "\"message\":\"2\"", "\"message\":\"9\""), 3),
            (changed(1, "\"action\"", "\"extra\":1,\"action\""), 3),
            (changed(4, "succeeded", "failed"), 5),
            (changed(2, "{", ""), 3),
            (removed, 3), (inserted, 3), (swapped, 2),
            (Array(entries.dropLast()), 5), (Array(entries.dropFirst()), 1), ([], 5),
        ]
        for (index, (stored, place)) in cases.enumerated() {
            try await world.replace(stored)
            guard case .broken(at: place, _) = try await world.verify() else {
                throw NeverHappened(description: "case \(index) is found: \(try await world.verify())")
            }
        }
        try await world.replace(entries)
        #expect(try await world.verify().isIntact)
    }

    @Test("a head that was changed or removed is found, and nothing is chained to what is none")
    func head() async throws {
        let head = try #require(try await world.client.command("GET", world.headKey).asString)
        _ = try await world.client.command("DEL", world.headKey)
        #expect(try await !world.verify().isIntact)
        _ = try await world.client.command("SET", world.headKey, head.replacing("a", with: "b"))
        #expect(try await !world.verify().isIntact)
        _ = try await world.client.command("SET", world.headKey, "garbage")
        #expect(try await !world.verify().isIntact)
        let fresh = AuditLog(redis: world.client)
        var write = GuardedWrite()
        await #expect(throws: RedisError.self) { try await fresh.add(Self.record("x"), of: .actions, to: &write) }
    }

    @Test("more than a page is verified, also while it grows; entries too old are removed and what is left is intact")
    func pages() async throws {
        try await withThrowingTaskGroup(of: Void.self) { [world] group in
            group.addTask { try await world.fill(1300) }
            var verdicts = 0
            while try await world.log.latest(.actions, host: "default", limit: 1).first?.sequence ?? 0 < 1305 {
                #expect(try await world.verify().isIntact)
                verdicts += 1
            }
            #expect(verdicts > 0)
            try await group.waitForAll()
        }
        guard case .intact(1305, 1, _) = try await world.verify() else { throw NeverHappened(description: "intact") }
        // As retention does, in 500 days: the entries before are a year and more old.
        _ = try await world.client.command("XTRIM", world.key, "MAXLEN", 100)
        let later = Given.at(500 * 86_400)
        #expect(
            try await world.log.verify(.actions, host: "default", now: later)
                == .intact(
                    count: 100,
                    first: 1206,
                    head: AuditHead(try #require(try await world.client.command("GET", world.headKey).asString))
                )
        )
        // Nobody has a reason to remove them now.
        guard case .broken(at: 1205, _) = try await world.verify() else { throw NeverHappened(description: "found") }
    }
}
