import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2))) struct DeadEntryTests {
    @Test("an entry that is handled in vain goes to the dead list after so many times; others are not held up")
    func poison() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        _ = try await client.command("XADD", "s", "1-1", "event", "poison")
        _ = try await client.command("XADD", "s", "1-2", "event", "fine")
        var options = StreamConsumerOptions()
        options.retryInitial = .milliseconds(1)
        options.retryMaximum = .milliseconds(2)
        options.deadAfter = 3
        let consumer = StreamConsumer(client, stream: "s", group: "g", consumer: "c", options: options)
        let seen = Box<[String]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await consumer.run { entry in
                    seen.update { $0.append(entry.text("event") ?? "") }
                    if entry.text("event") == "fine" { try? await consumer.acknowledge(entry.id) }
                }
            }
            try await eventually("it is given up") {
                try await client.command("LLEN", RedisKeys.deadEntries).asInteger == 1
            }
            group.cancelAll()
        }
        #expect(seen.value.count { $0 == "poison" } == 3 && seen.value.count { $0 == "fine" } == 1)
        #expect(try await client.command("XPENDING", "s", "g").asArray?.first?.asInteger == 0)
        let bytes = try #require(try await client.command("LINDEX", RedisKeys.deadEntries, 0).asBytes)
        let dead = try StateJSON.decode(DeadEntry.self, from: bytes)
        #expect(dead.stream == "s" && dead.group == "g" && dead.id == "1-1" && dead.deliveries == 4)
        #expect(dead.fields == [DeadEntry.Field(name: "event", value: "poison")])
        await client.close()
    }

    @Test("what is kept of it is bounded, whatever it holds")
    func bounds() {
        let fields = (0..<100).map { (name: "\($0)", value: [UInt8](repeating: 0xff, count: $0 == 0 ? 10_000 : 1)) }
        let entry = StreamEntry(stream: "s", id: .zero, fields: fields, isRedelivery: true)
        let dead = DeadEntry(entry, group: "g", deliveries: 1)
        #expect(dead.fields.count == 64 && dead.fields[0].value.utf8.count <= 3 * DeadEntry.longestValue)
    }
}
