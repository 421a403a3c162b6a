import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// What the gates allow: an intent ahead, one call, its outcome.
@Suite(.serialized) struct ContainerResponderTests {
    private let restart = "/containers/\(Given.id)/restart?t=1"

    @Test("what is allowed is done with exactly one call, and told once")
    func allowed() async throws {
        let world = try await ResponderWorld()
        let mirrored = try await world.redis.client.subscribe(to: [RedisKeys.channel(.remediationComplete)])
        try await world.store(Given.episode())
        try await world.ask()
        try await world.respond()
        #expect(world.engine.changes == [restart])
        let episode = try #require(try await world.stored())
        #expect(episode.phase == .verifying)
        #expect(episode.intents.map(\.outcome) == [.succeeded])
        #expect(episode.attempts == ["web/0": 1])
        #expect(episode.intents.first?.epoch == 7)
        #expect(try await world.history() == ActionHistory(intents: [Given.zero]))
        #expect(world.woken.value.allSatisfy { $0 == Given.key } && world.woken.value.count == 2)

        let events = try await world.redis.events(of: ResponderWorld.completed)
        let result = try AnyJSON(#"{"status":"success"}"#)
        #expect(events.map { $0["data"]?["result"] } == [result])
        #expect(events.map { $0["agent"]?.text } == ["responder"])
        #expect(events.map { $0["event_type"]?.text } == ["remediation_complete"])
        var messages = mirrored.makeAsyncIterator()
        #expect(try await messages.next()?.text.map { try AnyJSON($0) } == events.first)
        await mirrored.close()

        let audit = try await world.redis.list("hemostat:audit:web-1")
        #expect(audit.map { $0["result_status"]?.text } == ["success"])
        let left = try #require(try await world.redis.client.command("TTL", "hemostat:audit:web-1").asInteger)
        #expect(left > 6 * 86_400 && left <= 7 * 86_400)
        #expect(try await world.redis.list("hemostat:audit-denials:web-1").isEmpty)
        await world.close()
    }

    @Test("a container that is down is started")
    func start() async throws {
        let policy = Given.policy { spec in
            spec.expectations = [Expectation(name: "up", check: .state(.init(is: .running)))]
            spec.remediation.steps = [RemediationStep(action: .start)]
        }
        let world = try await ResponderWorld(policy: policy)
        world.engine.container.value = StubEngine.Container(status: "exited", exitCode: 1)
        let episode = Given.episode { $0.records = [Given.record("up", check: "state")] }
        try await world.store(episode)
        try await world.ask()
        try await world.respond()
        #expect(world.engine.changes == ["/containers/\(Given.id)/start"])
        #expect(try await world.stored()?.phase == .verifying)
        await world.close()
    }

    @Test("asked twice, also while it is at work, it acts once")
    func twice() async throws {
        let engine = try StubEngine { request, _ in
            guard request.method == "POST" else { return nil }
            return StubResponse(204, delay: .milliseconds(300))
        }
        let world = try await ResponderWorld(engine: engine)
        try await world.store(Given.episode())
        for _ in 1...3 { try await world.ask() }
        try await world.respond()
        #expect(world.engine.changes == [restart])
        #expect(try await world.completed().count == 1)
        #expect(try await world.history().intents.count == 1)
        await world.close()
    }

    @Test("stopped while Docker is at work, it waits for the answer and writes it down")
    func stopped() async throws {
        let engine = try StubEngine { request, _ in
            guard request.method == "POST" else { return nil }
            return StubResponse(204, delay: .milliseconds(300))
        }
        let world = try await ResponderWorld(engine: engine)
        try await world.store(Given.episode())
        try await world.ask()
        try await world.responding {
            try await eventually("the call to arrive") { !engine.changes.isEmpty }
        }
        #expect(try await world.stored()?.intents.map(\.outcome) == [.succeeded])
        #expect(try await world.completed().count == 1)
        #expect(engine.changes == [restart])
        await world.close()
    }

    @Test(
        "what is not asked for any more is acknowledged and nothing is done",
        arguments: [Phase.pending, .firing, .verifying, .resolved, .falseAlarm, .escalated, .superseded]
    )
    func overtaken(phase: Phase) async throws {
        let world = try await ResponderWorld()
        try await world.store(Given.episode(phase))
        let before = try await world.stored()
        try await world.ask()
        try await world.respond()
        #expect(world.engine.changes.isEmpty)
        #expect(try await world.completed().isEmpty)
        #expect(try await world.stored() == before)
        await world.close()
    }

    @Test("another episode's entry, one without an episode and one that is not ours are acknowledged")
    func strangers() async throws {
        let world = try await ResponderWorld()
        try await world.ask()
        try await world.respond()
        try await world.store(Given.episode())
        try await world.ask(Given.episode { $0.id = "another" })
        _ = try await world.redis.client.command("XADD", ResponderWorld.stream, "*", "a", "b")
        try await world.respond()
        #expect(world.engine.changes.isEmpty)
        #expect(try await world.stored()?.phase == .diagnosed)
        await world.close()
    }

    @Test("while the host does not answer the entry waits; nothing is judged from what is not known")
    func notLive() async throws {
        let world = try await ResponderWorld()
        try await world.store(Given.episode())
        world.link.inventory.setLive(false)
        try await world.ask()
        try await world.responding {
            try await eventually("the entry to be handed out") {
                try await world.redis.client.command("XPENDING", ResponderWorld.stream, "responder").asArray?.first
                    == .integer(1)
            }
        }
        #expect(try await world.redis.unsettled(ResponderWorld.stream, group: "responder") == 1)
        #expect(try await world.stored()?.phase == .diagnosed)
        world.link.inventory.setLive(true)
        try await world.respond()
        #expect(world.engine.changes == [restart])
        await world.close()
    }
}
