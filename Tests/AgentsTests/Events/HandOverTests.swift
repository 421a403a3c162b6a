import HemoStatCore
import SharedState
import Testing

@testable import Agents

@Suite struct HandOverTests {
    private func entry(_ fields: [(String, [UInt8])]) -> StreamEntry {
        StreamEntry(stream: "s", id: .zero, fields: fields.map { (name: $0.0, value: $0.1) }, isRedelivery: false)
    }

    private let whole: [(String, [UInt8])] = [
        ("host", Array("default".utf8)), ("container_id", Array("beef".utf8)), ("episode", Array("e".utf8)),
    ]

    @Test("an entry names host, container and episode, and may carry what was seen")
    func read() throws {
        let seen = Given.container { $0.sample = Given.sample }
        let handOver = try #require(HandOver(entry(whole + [("observation", try StateJSON.encode(seen))])))
        #expect(handOver.key == ContainerKey(host: "default", id: "beef"))
        #expect(handOver.episode == "e")
        #expect(handOver.observation == seen)
    }

    @Test("an entry without one of the three is not ours", arguments: [0, 1, 2])
    func incomplete(missing: Int) {
        var fields = whole
        fields.remove(at: missing)
        #expect(HandOver(entry(fields)) == nil)
        fields.append((whole[missing].0, [0xFF, 0xFE]))
        #expect(HandOver(entry(fields)) == nil)
    }

    @Test("an observation that cannot be read is none")
    func garbage() throws {
        let handOver = try #require(HandOver(entry(whole + [("observation", Array("{}".utf8))])))
        #expect(handOver.observation == nil)
    }

    @Test("what is written is read again")
    func roundTrip() async throws {
        let redis = try await TestRedis()
        let seen = Given.container { $0.labels = ["a b": "c\nd"] }
        var write = GuardedWrite()
        try HandOver(Given.episode(), observation: seen).add(to: "s", event: [1, 10, 255], in: &write)
        _ = try await write.run(on: redis.client)
        let fields = try #require(try await redis.entries(of: "s").first)
        let read = try #require(HandOver(entry(fields.map { ($0.key, $0.value) })))
        #expect(read.key == Given.key)
        #expect(read.episode == Given.episode().id)
        #expect(read.observation == seen)
        #expect(fields["event"] == [1, 10, 255])
        await redis.close()
    }
}
