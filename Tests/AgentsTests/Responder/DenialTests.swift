import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// What the gates deny: held, told once per change of gate, never sent.
@Suite(.serialized) struct DenialTests {
    private let end = RedisKeys.episodeEnd(host: "default", key: "name/web-1")
    private let ledger = RedisKeys.ledger(host: "default", key: "name/web-1")

    private func reasons(_ world: ResponderWorld) async throws -> [String?] {
        try await world.completed().map { $0["result"]?["reason"]?.text }
    }

    @Test("a denial holds and is an event of its own, once until another gate denies")
    func oncePerGate() async throws {
        let world = try await ResponderWorld()
        try await world.store(Given.episode())
        _ = try await world.redis.client.command("SET", end, Given.at(-60).microseconds)
        for _ in 1...2 {
            try await world.ask()
            try await world.respond()
        }
        let held = try #require(try await world.stored())
        #expect(held.phase == .held)
        #expect(held.reason == "Cooldown")
        #expect(held.nextEligible == Given.at(240))
        #expect(try await reasons(world) == ["Cooldown"])
        let event = try #require(try await world.completed().first)
        #expect(event["result"]?["status"] == .string("rejected"))
        #expect(event["dry_run"] == .bool(false))

        _ = try await world.redis.client.command("DEL", end)
        for second in 1...3 {
            _ = try await world.redis.client.command(
                "ZADD",
                ledger,
                Given.at(-Double(second)).microseconds,
                "earlier-\(second)"
            )
        }
        try await world.ask()
        try await world.respond()
        #expect(try await world.stored()?.reason == "ActionBudget")
        #expect(try await reasons(world) == ["Cooldown", "ActionBudget"])

        let denials = try await world.redis.list("hemostat:audit-denials:web-1")
        #expect(denials.map { $0["error"]?.text } == ["ActionBudget", "Cooldown"])
        #expect(try await world.redis.list("hemostat:audit:web-1").isEmpty)
        #expect(world.engine.changes.isEmpty)
        #expect(try await world.history().intents.count == 3)

        _ = try await world.redis.client.command("DEL", ledger)
        try await world.ask()
        try await world.respond()
        #expect(world.engine.changes.count == 1)
        await world.close()
    }

    @Test("under RESPONDER_DRY_RUN everything is decided, nothing is done, and it is told as not applicable")
    func dryRun() async throws {
        let world = try await ResponderWorld()
        try await world.store(Given.episode())
        try await world.ask()
        try await world.respond(modeCap: .dryRun)
        let event = try #require(try await world.completed().first)
        #expect(event["result"]?["status"] == .string("not_applicable"))
        #expect(event["dry_run"] == .bool(true))
        #expect(try await world.stored()?.reason == "DryRun")
        #expect(world.engine.changes.isEmpty)
        #expect(try await world.history() == ActionHistory())
        await world.close()
    }

    @Test(
        "each reason not to act holds under its own name",
        arguments: [
            (.observe, "PolicyMode", .held), (.dryRun, "DryRun", .held), (.approve, "Approval", .awaitingApproval),
        ] as [(RemediationMode, String, Phase)]
    )
    func modes(mode: RemediationMode, reason: String, phase: Phase) async throws {
        let world = try await ResponderWorld(policy: Given.policy { $0.remediation.mode = mode })
        try await world.store(Given.episode())
        try await world.ask()
        try await world.respond()
        #expect(try await reasons(world) == [reason])
        #expect(try await world.stored()?.phase == phase)
        #expect(world.engine.changes.isEmpty)
        await world.close()
    }

    @Test("what a person paused, what recovered, and what another run is, is left alone")
    func world() async throws {
        for (change, reason) in [
            ({ $0.status = "paused" }, "HumanIntent"), ({ $0.health = "healthy" }, "Target"),
            ({ $0.startedAt = "2025-11-03T09:59:00Z" }, "Target"),
        ] as [((inout StubEngine.Container) -> Void, String)] {
            let world = try await ResponderWorld()
            var container = StubEngine.Container()
            change(&container)
            world.engine.container.value = container
            try await world.store(Given.episode())
            try await world.ask()
            try await world.respond()
            #expect(try await reasons(world) == [reason])
            #expect(world.engine.changes.isEmpty)
            await world.close()
        }
    }

    @Test("a low confidence is held, never sent")
    func confidence() async throws {
        let world = try await ResponderWorld()
        try await world.store(Given.episode { $0.diagnosis?.confidence = 0.69 })
        try await world.ask()
        try await world.respond()
        #expect(try await reasons(world) == ["Confidence"])
        #expect(world.engine.changes.isEmpty)
        await world.close()
    }

    @Test("whose lease in Redis is another's writes no intent and sends nothing")
    func fenced() async throws {
        let world = try await ResponderWorld()
        try await world.store(Given.episode())
        let before = try await world.stored()
        try await world.holdLease(holder: "you", epoch: 8)
        try await world.ask()
        try await world.responding {
            try await eventually("the refusal") { world.log.lines.contains { $0.contains("intent refused") } }
        }
        #expect(world.log.lines.contains { $0.contains("reason=fenced") })
        #expect(world.engine.changes.isEmpty)
        #expect(try await world.stored() == before)
        #expect(try await world.history() == ActionHistory())
        #expect(try await world.redis.unsettled(ResponderWorld.stream, group: "responder") == 1)
        await world.close()
    }

    @Test("a lease about to end is no lease to act under")
    func endingLease() async throws {
        let world = try await ResponderWorld()
        try await world.store(Given.episode())
        world.lease.change { $0?.remaining = .milliseconds(499) }
        try await world.ask()
        try await world.respond()
        #expect(try await reasons(world) == ["Lease"])
        #expect(world.engine.changes.isEmpty)
        await world.close()
    }
}
