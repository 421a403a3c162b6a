import CurlTransport
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// What became of an intent whose answer nobody saw.
@Suite(.serialized) struct IntentSettlerTests {
    @Test(
        "a run begun since the intent proves it, an older one disproves nothing, and without proof time decides",
        arguments: [
            ("2025-11-03T10:00:01Z", 2, .succeeded), ("2025-11-03T10:00:00Z", 0, .succeeded),
            ("2025-11-03T09:59:59Z", 2, .succeeded), ("2025-11-03T09:59:58.999Z", 2, .unknown),
            ("2025-11-03T09:00:00Z", 0, nil), ("2025-11-03T09:00:00Z", 30.999, nil),
            ("2025-11-03T09:00:00Z", 31, .unknown), ("0001-01-01T00:00:00Z", 0, nil),
        ] as [(String, Double, Intent.Outcome?)]
    )
    func table(startedAt: String, at seconds: Double, outcome: Intent.Outcome?) async throws {
        let world = try await ResponderWorld()
        world.engine.container.change { $0?.startedAt = startedAt }
        world.now.value = Given.at(seconds)
        #expect(try await IntentSettler(link: world.link).settle(Given.intent()) == outcome)
        await world.close()
    }

    @Test("a container that is gone was not acted upon; an engine that does not answer proves nothing")
    func gone() async throws {
        let world = try await ResponderWorld()
        world.engine.container.value = nil
        let settler = IntentSettler(link: world.link)
        #expect(try await settler.settle(Given.intent()) == .notDone("the container is gone"))
        StubEngine.vanish(world.engine.socketPath)
        let other = try await ResponderWorld(engine: world.engine)
        await #expect(throws: (any Error).self) { try await IntentSettler(link: other.link).settle(Given.intent()) }
        await other.close()
        await world.close()
    }

    @Test("a successor settles its predecessor's intent from what it finds, without a call of its own")
    func successor() async throws {
        let world = try await ResponderWorld(lease: ResponderWorld.lease(epoch: 8))
        try await world.holdLease(epoch: 8)
        let episode = Given.episode(.remediating) { $0.intents = [Given.intent()] }
        world.engine.container.change { $0?.startedAt = "2025-11-03T10:00:02Z" }
        try await world.store(episode)
        _ = try await world.redis.client.command(
            "SET",
            RedisKeys.openIntent(host: "default", key: "name/web-1"),
            Given.intent().id
        )
        world.now.value = Given.at(3)
        try await world.ask()
        try await world.respond()
        #expect(world.engine.changes.isEmpty)
        let stored = try #require(try await world.stored())
        #expect(stored.phase == .verifying)
        #expect(stored.intents.map(\.outcome) == [.succeeded])
        #expect(try await world.history().openIntent == nil)
        #expect(try await world.completed().map { $0["epoch"] } == [.integer(8)])
        await world.close()
    }

    @Test("without proof the intent stays open and its entry pending")
    func waiting() async throws {
        let world = try await ResponderWorld()
        let episode = Given.episode(.remediating) { $0.intents = [Given.intent()] }
        try await world.store(episode)
        let looks = world.engine.inspections
        try await world.ask()
        try await world.responding {
            try await eventually("a look at the container") { world.engine.inspections > looks }
        }
        #expect(try await world.stored()?.phase == .remediating)
        #expect(try await world.redis.unsettled(ResponderWorld.stream, group: "responder") == 1)
        world.now.value = Given.at(31)
        try await world.respond()
        #expect(try await world.stored()?.intents.map(\.outcome) == [.unknown])
        #expect(world.engine.changes.isEmpty)
        await world.close()
    }
}
