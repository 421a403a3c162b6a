import HemoStatCore
import Testing

@testable import SharedState

@Suite(.serialized) struct EpisodeStoreTests {
    private func put(
        _ episode: Episode?,
        read: Episode?,
        on client: RedisClient,
        now: Timestamp = Given.zero
    ) async throws -> GuardedWrite.Result {
        var write = GuardedWrite()
        try write.put(episode, read: read, key: Given.key, now: now)
        return try await write.run(on: client)
    }

    private func transitions(_ client: RedisClient) async throws -> [TransitionNotice] {
        let entries = try await client.command("XRANGE", RedisKeys.transitions, "-", "+").asArray ?? []
        return try entries.map { entry in
            let fields = try #require(entry.asArray?[1].asArray)
            #expect(fields[0].asString == "transition")
            return try StateJSON.decode(TransitionNotice.self, from: try #require(fields[1].asBytes))
        }
    }

    @Test("an episode with a value in every field comes back as it was, one revision on")
    func roundTrip() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var episode = Given.maximalEpisode()
        #expect(Given.emptyFields(of: episode).isEmpty)
        #expect(try await put(episode, read: nil, on: client) == .done)
        episode.revision = 1
        let store = EpisodeStore(redis: client)
        #expect(try await store.load(Given.key) == episode)
        #expect(try await store.loadAll(host: "default") == [episode])
        #expect(try await store.loadAll(host: "elsewhere").isEmpty)
        let other = ContainerKey(host: "default", id: "beef")
        #expect(try await store.load(other) == nil)
        await client.close()
    }

    @Test(
        "what cannot be read is no episode, and hides no other",
        arguments: [
            "", "x", "3", "3\n", "3\n{", "\n{}", "3\n{}", "3\n[]", "3\nnull", "x\n{\"id\":7}", "3\n\u{0}",
        ]
    )
    func garbage(value: String) async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = EpisodeStore(redis: client)
        _ = try await client.command("HSET", RedisKeys.episodes(host: "default"), "beef", value)
        _ = try await put(Given.episode(), read: nil, on: client)
        #expect(try await store.load(ContainerKey(host: "default", id: "beef")) == nil)
        #expect(try await store.loadAll(host: "default").map(\.containerID) == [Given.key.id])
        await client.close()
    }

    @Test("what cannot be read is removed by the lease's holder only, and what can be read by nobody")
    func discard() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = EpisodeStore(redis: client)
        let field = RedisKeys.episodes(host: "default")
        let lease = GuardedWrite.LeaseGuard(name: "host:default", holder: "me", epoch: 7)
        #expect(try await !store.discardUnreadable(Given.key, lease: lease))
        _ = try await client.command("HSET", field, Given.key.id, "3\n{}")
        #expect(try await !store.discardUnreadable(Given.key, lease: lease))
        #expect(try await client.command("HEXISTS", field, Given.key.id).asInteger == 1)
        _ = try await client.command("HSET", RedisKeys.lease("host:default"), "holder", "me", "epoch", 7)
        #expect(try await store.discardUnreadable(Given.key, lease: lease))
        #expect(try await client.command("HEXISTS", field, Given.key.id).asInteger == 0)
        _ = try await put(Given.episode(), read: nil, on: client)
        #expect(try await !store.discardUnreadable(Given.key, lease: lease))
        #expect(try await store.load(Given.key) != nil)
        await client.close()
    }

    @Test("invalid UTF-8 is no episode")
    func invalidText() {
        #expect(EpisodeStore.decode([49, 10, 0xFF, 0xFE]) == nil)
    }

    @Test("each write is one revision more, and whoever read an older one conflicts")
    func revisions() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = EpisodeStore(redis: client)
        _ = try await put(Given.episode(), read: nil, on: client)
        let read = try #require(try await store.load(Given.key))
        #expect(read.revision == 1)
        var mine = read
        mine.message = "mine"
        var theirs = read
        theirs.message = "theirs"
        // Whatever revision the caller's own value carries, the one read decides.
        theirs.revision = 99
        #expect(try await put(theirs, read: read, on: client) == .done)
        #expect(try await put(mine, read: read, on: client) == .conflict)
        #expect(try await put(nil, read: read, on: client) == .conflict)
        let stored = try #require(try await store.load(Given.key))
        #expect(stored.message == "theirs")
        #expect(stored.revision == 2)
        #expect(try await put(nil, read: stored, on: client) == .done)
        #expect(try await store.load(Given.key) == nil)
        await client.close()
    }

    @Test("every transition goes on the stream once, with the episode as it is then")
    func transitionsOnce() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = EpisodeStore(redis: client)
        var episode = Given.episode()
        episode.enter(.firing, at: Given.at(1), message: "divergent")
        #expect(try await put(episode, read: nil, on: client) == .done)
        #expect(try await transitions(client).map(\.phase) == [.pending, .firing])

        var read = try #require(try await store.load(Given.key))
        episode = read
        episode.message = "still divergent"
        #expect(try await put(episode, read: read, on: client) == .done)
        #expect(try await transitions(client).count == 2)

        read = try #require(try await store.load(Given.key))
        episode = read
        episode.enter(.held, at: Given.at(2), reason: "Cooldown", message: "cooling down")
        #expect(try await put(episode, read: read, on: client) == .done)
        #expect(try await put(episode, read: read, on: client) == .conflict)
        let notices = try await transitions(client)
        #expect(notices.map(\.phase) == [.pending, .firing, .held])
        #expect(notices.last?.reason == "Cooldown")
        #expect(notices.last?.at == Given.at(2))
        #expect(notices.last?.container == "web-1")
        await client.close()
    }

    @Test("the next episode of a container tells all of its own transitions")
    func nextEpisode() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var first = Given.episode("first")
        for second in 1...3 {
            first.enter(.held, at: Given.at(Int64(second)), reason: "\(second)", message: "")
        }
        _ = try await put(first, read: nil, on: client)
        let read = try #require(try await EpisodeStore(redis: client).load(Given.key))
        #expect(try await put(Given.episode("second"), read: read, on: client) == .done)
        let notices = try await transitions(client)
        #expect(notices.map(\.episode) == ["first", "first", "first", "first", "second"])
        await client.close()
    }

    @Test("more transitions than an episode lists are each told as long as they are listed when written")
    func manyTransitions() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = EpisodeStore(redis: client)
        _ = try await put(Given.episode(), read: nil, on: client)
        for second in 1...100 {
            let read = try #require(try await store.load(Given.key))
            var episode = read
            episode.enter(.held, at: Given.at(Int64(second)), reason: "\(second)", message: "")
            #expect(try await put(episode, read: read, on: client) == .done)
        }
        let reasons = try await transitions(client).compactMap(\.reason)
        #expect(reasons == ["New"] + (1...100).map(String.init))
        await client.close()
    }

    @Test("the stream of transitions does not grow without end")
    func trimmed() async throws {
        var write = GuardedWrite()
        try write.put(Given.episode(), read: nil, key: Given.key, now: Given.zero)
        let add = try #require(write.commands.first { $0.first as? String == "XADD" })
        #expect(add.contains { $0 as? String == "MAXLEN" })
    }

    @Test(
        "the end of an episode that acted starts the cooldown, once",
        arguments: [
            (.resolved, 1, true), (.escalated, 1, true), (.superseded, 1, true), (.resolved, 0, false),
            (.verifying, 1, false), (.held, 1, false),
        ] as [(Phase, Int, Bool)]
    )
    func end(phase: Phase, intents: Int, starts: Bool) async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = EpisodeStore(redis: client)
        var episode = Given.episode()
        _ = try await put(episode, read: nil, on: client)
        var read = try #require(try await store.load(Given.key))
        episode = read
        episode.intents = (0..<intents).map { Given.intent("\($0)", outcome: .succeeded) }
        episode.enter(phase, at: Given.at(5), message: "")
        _ = try await put(episode, read: read, on: client, now: Given.at(6))
        #expect(try await store.history(of: episode).lastEpisodeEnd == (starts ? Given.at(6) : nil))
        read = try #require(try await store.load(Given.key))
        _ = try await put(read, read: read, on: client, now: Given.at(60))
        #expect(try await store.history(of: episode).lastEpisodeEnd == (starts ? Given.at(6) : nil))
        guard phase == .escalated else { return await client.close() }
        // It ended when it was escalated, not when somebody came.
        read = try #require(try await store.load(Given.key))
        var later = read
        later.enter(.superseded, at: Given.at(90), message: "")
        _ = try await put(later, read: read, on: client, now: Given.at(91))
        #expect(try await store.history(of: episode).lastEpisodeEnd == Given.at(6))
        await client.close()
    }

    @Test("the ledger is read with the episode: times in order, the open intent")
    func history() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let episode = Given.episode()
        for second in [3, 1, 2] as [Int64] {
            var write = GuardedWrite()
            write.intent = .init(
                host: "default",
                ledgerKey: episode.ledgerKey,
                id: "only",
                now: Given.at(second).microseconds + 1,
                budgetActions: 10,
                budgetWindowStart: 0,
                cooldownThreshold: nil
            )
            write.intent?.id = "intent-\(second)"
            if second != 2 { write.add("DEL", RedisKeys.openIntent(host: "default", key: episode.ledgerKey)) }
            #expect(try await write.run(on: client) == .done)
        }
        let history = try await EpisodeStore(redis: client).history(of: episode)
        #expect(history.intents.map(\.microseconds) == [1, 2, 3].map { Given.at($0).microseconds + 1 })
        #expect(history.openIntent == "intent-2")
        #expect(history.lastEpisodeEnd == nil)
        await client.close()
    }
}
