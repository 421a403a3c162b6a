import Synchronization
import Testing

@testable import SharedState

@Suite struct StreamConsumerTests {
    /// What a handler was given.
    private final class Journal: Sendable {
        private let entries = Mutex<[StreamEntry]>([])
        func add(_ entry: StreamEntry) { entries.withLock { $0.append(entry) } }
        var all: [StreamEntry] { entries.withLock { $0 } }
        var texts: [String] { all.compactMap { $0.text("v") } }
    }

    private static func options(_ change: (inout StreamConsumerOptions) -> Void = { _ in }) -> StreamConsumerOptions {
        var options = StreamConsumerOptions()
        options.block = .seconds(5)
        options.retryInitial = .milliseconds(20)
        options.retryMaximum = .milliseconds(80)
        options.claimIdle = nil
        change(&options)
        return options
    }

    private static func consumer(
        _ client: RedisClient,
        _ name: String = "one",
        _ change: (inout StreamConsumerOptions) -> Void = { _ in }
    ) -> StreamConsumer {
        StreamConsumer(client, stream: "s", group: "g", consumer: name, options: options(change))
    }

    /// For a member that hands out each entry once in the life of a test.
    private static func retriesNever(_ options: inout StreamConsumerOptions) {
        (options.retryInitial, options.retryMaximum) = (.seconds(600), .seconds(600))
    }

    /// Runs consumers beside a body and ends them after it, also when it throws.
    private func running(
        _ consumers: [StreamConsumer],
        _ handle: @escaping @Sendable (StreamConsumer, StreamEntry) async -> Void,
        _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for consumer in consumers { group.addTask { await consumer.run { await handle(consumer, $0) } } }
            defer { group.cancelAll() }
            try await body()
        }
    }

    private func add(_ client: RedisClient, _ values: ClosedRange<Int>) async throws {
        _ = try await client.pipeline(values.map { ["XADD", "s", "*", "v", "\($0)"] })
    }

    private func pending(_ client: RedisClient) async throws -> Int64 {
        // An error reply means that the group has not been made yet.
        try await client.pipeline([["XPENDING", "s", "g"]])[0].asArray?.first?.asInteger ?? -1
    }

    @Test("entries from before and after the group's creation come once, in order, and are acknowledged")
    func delivery() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await add(client, 1...20)
        let journal = Journal()
        try await running([Self.consumer(client)]) { consumer, entry in
            journal.add(entry)
            try? await consumer.acknowledge(entry.id)
        } _: {
            try await eventually("the first come") { journal.all.count == 20 }
            try await add(client, 21...40)
            try await eventually("all are acknowledged") { try await pending(client) == 0 && journal.all.count == 40 }
        }
        #expect(journal.texts == (1...40).map(String.init))
        #expect(journal.all.allSatisfy { !$0.isRedelivery && $0.stream == "s" })
        await client.close()
    }

    @Test("an entry that is not acknowledged comes again after a pause, others are not held up, order is kept")
    func redelivery() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let journal = Journal()
        try await running([Self.consumer(client)]) { consumer, entry in
            journal.add(entry)
            let value = entry.text("v") ?? ""
            let seen = journal.texts.filter { $0 == value }.count
            // 2 and 4 succeed at the third attempt.
            if !["2", "4"].contains(value) || seen == 3 { try? await consumer.acknowledge(entry.id) }
        } _: {
            try await add(client, 1...5)
            try await eventually("all are acknowledged") { try await pending(client) == 0 && journal.all.count == 9 }
        }
        #expect(Array(journal.texts.prefix(5)) == ["1", "2", "3", "4", "5"])
        #expect(Array(journal.texts.dropFirst(5)) == ["2", "4", "2", "4"])
        #expect(journal.all.dropFirst(5).allSatisfy { $0.isRedelivery })
        await client.close()
    }

    @Test("an entry acknowledged by a script is not handed out again")
    func acknowledgedElsewhere() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let journal = Journal()
        try await running([Self.consumer(client)]) { _, entry in
            journal.add(entry)
            _ = try? await client.command("XACK", "s", "g", entry.id)
        } _: {
            try await add(client, 1...3)
            try await eventually("they come") { journal.all.count == 3 }
            // Entries of a later time pass through the same pauses; when they came again, so would have the first.
            try await add(client, 4...4)
            try await eventually("the last comes") { journal.all.count == 4 }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(journal.texts == ["1", "2", "3", "4"])
        await client.close()
    }

    @Test("a restarted consumer gets its own pending entries first; entries trimmed meanwhile are acknowledged away")
    func ownPending() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await add(client, 1...40)
        let crashed = Journal()
        try await running([Self.consumer(client, "one", Self.retriesNever)]) { _, entry in
            crashed.add(entry)
        } _: {
            try await eventually("all are handed out") { crashed.all.count == 40 }
        }
        #expect(try await pending(client) == 40)
        try await add(client, 41...42)
        // Ids rise, so the first ten go.
        _ = try await client.command("XTRIM", "s", "MINID", crashed.all[10].id)
        let journal = Journal()
        try await running([Self.consumer(client)]) { consumer, entry in
            journal.add(entry)
            try? await consumer.acknowledge(entry.id)
        } _: {
            try await eventually("nothing is pending") { try await pending(client) == 0 && journal.all.count == 32 }
        }
        #expect(journal.texts == (11...42).map(String.init))
        // The last two may have been handed to the first consumer's blocked read while its connection closed.
        #expect(journal.all.prefix(30).map(\.isRedelivery) == Array(repeating: true, count: 30))
        await client.close()
    }

    @Test("idle entries of a dead consumer are taken over, trimmed ones among them dropped")
    func autoClaim() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await add(client, 1...40)
        let dead = Journal()
        try await running([Self.consumer(client, "dead", Self.retriesNever)]) { _, entry in
            dead.add(entry)
        } _: {
            try await eventually("all are handed out") { dead.all.count == 40 }
        }
        _ = try await client.command("XDEL", "s", dead.all[4].id)
        let journal = Journal()
        let heir = Self.consumer(client, "heir") {
            $0.claimIdle = .milliseconds(50)
            $0.claimEvery = .milliseconds(20)
        }
        try await running([heir]) { consumer, entry in
            journal.add(entry)
            try? await consumer.acknowledge(entry.id)
        } _: {
            try await eventually("all are taken over") { try await pending(client) == 0 }
        }
        #expect(journal.texts == (1...40).filter { $0 != 5 }.map(String.init))
        #expect(journal.all.allSatisfy { $0.isRedelivery })
        await client.close()
    }

    @Test("a group that FLUSHALL took is made again, and entries added after it come")
    func groupLost() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let journal = Journal()
        try await running([Self.consumer(client) { $0.block = .seconds(600) }]) { consumer, entry in
            journal.add(entry)
            try? await consumer.acknowledge(entry.id)
        } _: {
            try await add(client, 1...1)
            try await eventually("the first comes") { journal.all.count == 1 }
            _ = try await client.command("FLUSHALL")
            try await add(client, 2...3)
            try await eventually("the others come") { journal.all.count == 3 }
        }
        #expect(journal.texts == ["1", "2", "3"])
        await client.close()
    }

    @Test("it survives kill -9 of the server: nothing acknowledged comes again, nothing else is lost")
    func serverKilled() async throws {
        let redis = try await TestRedis(["--appendonly", "yes", "--appendfsync", "always"])
        let client = try await redis.client()
        let journal = Journal()
        let acknowledged = Journal()
        try await running([Self.consumer(client)]) { consumer, entry in
            journal.add(entry)
            do {
                try await consumer.acknowledge(entry.id)
                acknowledged.add(entry)
            } catch {}
        } _: {
            try await add(client, 1...500)
            try await eventually("some come") { acknowledged.all.count > 50 }
            redis.kill()
            try await eventually("the loss is noticed") { !client.isConnected }
            try await redis.start()
            try await client.waitUntilConnected(within: .seconds(60))
            try await add(client, 501...520)
            try await eventually("all come") { Set(journal.texts).count == 520 }
            try await eventually("all are acknowledged") { try await pending(client) == 0 }
        }
        #expect(Set(acknowledged.texts).count == acknowledged.texts.count)
        await client.close()
    }

    @Test("two members share the entries, each comes once")
    func shared() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let journal = Journal()
        try await running([Self.consumer(client, "one"), Self.consumer(client, "two")]) { consumer, entry in
            journal.add(entry)
            try? await consumer.acknowledge(entry.id)
        } _: {
            try await add(client, 1...200)
            try await eventually("all come") { journal.all.count >= 200 }
            try await eventually("all are acknowledged") { try await pending(client) == 0 }
        }
        #expect(journal.texts.compactMap { Int($0) }.sorted() == Array(1...200))
        await client.close()
    }

    @Test("cancelling ends a blocked read without waiting for it")
    func cancelled() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let consumer = Self.consumer(client) { $0.block = .seconds(600) }
        try await running([consumer]) { _, _ in
        } _: {
            try await eventually("the read blocks") {
                try await client.command("INFO", "clients").asString?.contains("blocked_clients:1") == true
            }
        }
        // Getting here within the suite's patience is the proof: the read would have taken ten minutes.
        try await eventually("the read is gone") {
            try await client.command("INFO", "clients").asString?.contains("blocked_clients:0") == true
        }
        await client.close()
    }
}
