import HemoStatCore
import Testing

@testable import SharedState

@Suite struct DisruptionRecordTests {
    @Test(
        "the place in a group is kept while an episode acts or proves, and freed with anything else",
        arguments: [
            (Phase.remediating, true), (.verifying, true), (.held, false), (.resolved, false), (.escalated, false),
            (.firing, false), (nil, false),
        ] as [(Phase?, Bool)]
    )
    func places(phase: Phase?, keeps: Bool) async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let key = RedisKeys.disruption(group: "g")
        let member = "\(Given.key.host)/\(Given.key.id)"
        _ = try await client.command("ZADD", key, 9, member, 9, "another")
        var read = Given.episode()
        read.disruptionGroup = "g"
        read.enter(.remediating, at: Given.at(0), reason: nil, message: "")
        var next: Episode?
        if let phase {
            next = read
            next?.enter(phase, at: Given.at(1), reason: nil, message: "")
        }
        var write = GuardedWrite()
        try write.put(next, read: read, key: Given.key, now: Given.at(1))
        write.revision = nil
        #expect(try await write.run(on: client) == .done)
        #expect(try await client.command("ZSCORE", key, member).isNull == !keeps)
        #expect(try await client.command("ZSCORE", key, "another").isNull == false)
        await client.close()
    }

    @Test("the ledger is remembered as long as the policy looks back")
    func retention() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var episode = Given.episode()
        episode.intents = [Given.intent("a", outcome: .succeeded)]
        episode.intents[0].wasEffective = false
        var helped = Given.intent("b", outcome: .succeeded)
        helped.wasEffective = true
        episode.intents.append(helped)
        episode.enter(.resolved, at: Given.at(0), reason: nil, message: "")
        let year: Int64 = 366 * 86_400_000
        var write = GuardedWrite()
        try write.put(episode, read: nil, key: Given.key, now: Given.at(0), ledgerMilliseconds: year)
        #expect(try await write.run(on: client) == .done)
        let (host, ledger) = (episode.host, episode.ledgerKey)
        for key in [
            RedisKeys.episodeEnd(host: host, key: ledger), RedisKeys.lastEffective(host: host, key: ledger),
            RedisKeys.ineffective(host: host, key: ledger),
        ] {
            let left = try await client.command("PTTL", key).asInteger ?? 0
            #expect(left > year - 86_400_000)
        }
        await client.close()
    }
}
