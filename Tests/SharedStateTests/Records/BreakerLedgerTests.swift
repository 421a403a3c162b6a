import HemoStatCore
import Testing

@testable import SharedState

/// What the circuit breaker counts: which actions helped and which did not, judged once each.
@Suite(.serialized) struct BreakerLedgerTests {
    private struct Judged {
        var id: String
        var wasEffective: Bool?
        var at: Int64?
    }

    private func episode(_ intents: [Judged], name: String = "default/0123456789ab/1") -> Episode {
        var episode = Given.episode(name)
        episode.intents = intents.map { judged in
            var intent = Given.intent(judged.id, outcome: .succeeded)
            (intent.wasEffective, intent.judgedAt) = (judged.wasEffective, judged.at.map(Given.at))
            return intent
        }
        return episode
    }

    /// Writes the episode over what is stored now.
    @discardableResult
    private func put(_ episode: Episode?, on client: RedisClient) async throws -> GuardedWrite.Result {
        var write = GuardedWrite()
        let read = try await EpisodeStore(redis: client).load(Given.key)
        try write.put(episode, read: read, key: Given.key, now: Given.zero)
        return try await write.run(on: client)
    }

    private func history(_ client: RedisClient) async throws -> ActionHistory {
        try await EpisodeStore(redis: client).history(of: Given.episode())
    }

    @Test("judgements are read with the ledger: those that did not help in order, the last that did")
    func judgements() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        #expect(try await history(client) == ActionHistory())
        try await put(episode([Judged(id: "a", wasEffective: false, at: 30)]), on: client)
        try await put(
            episode([Judged(id: "a", wasEffective: false, at: 30), Judged(id: "b", wasEffective: false, at: 10)]),
            on: client
        )
        #expect(try await history(client).ineffective == [Given.at(10), Given.at(30)])
        #expect(try await history(client).lastEffective == nil)
        try await put(episode([Judged(id: "c", wasEffective: true, at: 40)]), on: client)
        #expect(try await history(client).lastEffective == Given.at(40))
        #expect(try await history(client).ineffective.count == 2, "kept: the gate knows what came before")
        await client.close()
    }

    @Test("each is counted once, however often its episode is written; one not judged yet counts nowhere")
    func once() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await put(episode([Judged(id: "a")]), on: client)
        #expect(try await history(client).ineffective.isEmpty)
        let judged = episode([Judged(id: "a", wasEffective: false, at: 5)])
        for _ in 0..<3 { try await put(judged, on: client) }
        #expect(try await history(client).ineffective == [Given.at(5)])
        #expect(try await history(client).intents.isEmpty, "a judgement is no intent")
        await client.close()
    }

    @Test("they outlive their episode, and a new one adds to them")
    func outlive() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await put(episode([Judged(id: "a", wasEffective: false, at: 1)]), on: client)
        try await put(nil, on: client)
        try await put(episode([Judged(id: "b", wasEffective: false, at: 2)], name: "next"), on: client)
        #expect(try await history(client).ineffective == [Given.at(1), Given.at(2)])
        await client.close()
    }

    @Test("what is not written for a conflict is not judged either")
    func conflict() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await put(episode([Judged(id: "a")]), on: client)
        let judged = episode([Judged(id: "a", wasEffective: false, at: 5)])
        var write = GuardedWrite()
        try write.put(judged, read: nil, key: Given.key, now: Given.zero)
        #expect(try await write.run(on: client) == .conflict)
        #expect(try await history(client).ineffective.isEmpty)
        await client.close()
    }

    @Test("another container's, and another host's, are its own")
    func ownership() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        try await put(episode([Judged(id: "a", wasEffective: false, at: 1)]), on: client)
        var other = Given.episode()
        other.ledgerKey = "name/other"
        #expect(try await EpisodeStore(redis: client).history(of: other) == ActionHistory())
        other = Given.episode()
        other.host = "west"
        #expect(try await EpisodeStore(redis: client).history(of: other) == ActionHistory())
        await client.close()
    }

    @Test("the ledger is bounded and ends by itself")
    func bounded() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        for start in stride(from: 0, to: 1200, by: 100) {
            try await put(
                episode((start..<start + 100).map { Judged(id: "\($0)", wasEffective: false, at: Int64($0)) }),
                on: client
            )
        }
        let ineffective = try await history(client).ineffective
        #expect(ineffective.count == 1001)
        #expect(ineffective.last == Given.at(1199) && ineffective.first == Given.at(199))
        try await put(episode([Judged(id: "x", wasEffective: true, at: 2000)]), on: client)
        let ledgerKey = Given.episode().ledgerKey
        for key in [
            RedisKeys.ineffective(host: "default", key: ledgerKey),
            RedisKeys.lastEffective(host: "default", key: ledgerKey),
        ] {
            let left = try await client.command("PTTL", key).asInteger ?? 0
            #expect(left > 0 && left <= 2_592_000_000, "\(key)")
        }
        await client.close()
    }
}
