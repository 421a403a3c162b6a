import CurlTransport
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// What became of an intent whose answer nobody saw.
@Suite(.serialized) struct IntentSettlerTests {
    private func settler(_ world: ResponderWorld) -> IntentSettler {
        IntentSettler(link: world.link, calls: MutatingCalls())
    }

    private func settle(
        _ action: RemediationAction,
        at seconds: Double,
        _ change: (StubEngine) -> Void
    ) async throws -> Intent.Outcome? {
        let world = try await ResponderWorld()
        change(world.engine)
        world.now.value = Given.at(seconds)
        let intent = Given.intent { $0.action = action }
        let report = try await settler(world).settle(intent, of: Given.episode(.remediating) { $0.intents = [intent] })
        #expect(world.engine.changes.isEmpty)
        await world.close()
        return report?.outcome
    }

    private static let before = "2025-11-03T09:00:00Z"

    @Test(
        "a restart is proved by a run begun since the intent and Docker's word for it; without proof time decides",
        arguments: [
            ("2025-11-03T10:00:01Z", ["start", "restart"], 2, .succeeded),
            ("2025-11-03T10:00:00Z", ["restart"], 0, .succeeded),
            ("2025-11-03T09:59:59Z", ["start", "restart"], 2, .succeeded),
            // Its start is told, its end is on the way; or a crash that Docker's restart policy answered.
            ("2025-11-03T10:00:01Z", ["start"], 2, nil), ("2025-11-03T10:00:01Z", ["die", "start"], 31, .unknown),
            // Docker does not remember that far.
            ("2025-11-03T10:00:01Z", [], 2, .unknown), ("2025-11-03T10:00:09Z", ["start"], 9, .unknown),
            ("2025-11-03T09:59:58.999Z", ["start", "restart"], 2, .unknown),
            (before, [], 0, nil), (before, [], 30.999, nil), (before, [], 31, .unknown),
            (before, ["kill", "die"], 2, nil), ("0001-01-01T00:00:00Z", [], 0, nil),
        ] as [(String, [String], Double, Intent.Outcome?)]
    )
    func restart(startedAt: String, events: [String], at seconds: Double, outcome: Intent.Outcome?) async throws {
        let settled = try await settle(.restart(timeout: .seconds(1)), at: seconds) { engine in
            engine.container.change { $0?.startedAt = startedAt }
            engine.events.value = events.map { ($0, 1) }
        }
        #expect(settled == outcome)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var action: RemediationAction
        var status = "running"
        var startedAt = IntentSettlerTests.before
        var finishedAt = "0001-01-01T00:00:00Z"
        var limits = ""
        var events: [String] = []
        var at: Double = 2
        var outcome: Intent.Outcome?

        var testDescription: String { "\(action.keyword) \(status) \(events) \(limits) at \(at)" }
    }

    private static let since = "2025-11-03T10:00:01Z"
    private static let half = RemediationAction.updateResources(.init(memory: ByteQuantity(bytes: 1 << 20), cpus: 0.5))

    @Test(
        "what state and events prove of each action; what nothing proves waits, and counts as done when its time is over",
        arguments: [
            Row(action: .start, startedAt: since, outcome: .succeeded),
            Row(action: .start, status: "exited", outcome: nil),
            Row(action: .start, status: "exited", at: 31, outcome: .unknown),
            Row(
                action: .stop(.init(timeout: .seconds(1))),
                status: "exited",
                finishedAt: since,
                events: ["stop"],
                outcome: .succeeded
            ),
            Row(
                action: .stop(.init(timeout: .seconds(1))),
                status: "exited",
                finishedAt: since,
                events: ["die"],
                outcome: nil
            ),
            Row(
                action: .stop(.init(timeout: .seconds(1))),
                status: "exited",
                finishedAt: since,
                at: 31,
                outcome: .unknown
            ),
            Row(action: .stop(.init(timeout: .seconds(1))), status: "exited", finishedAt: before, outcome: .unknown),
            Row(action: .stop(.init(timeout: .seconds(1))), outcome: nil),
            Row(action: .stop(.init(timeout: .seconds(1))), startedAt: since, outcome: .unknown),
            Row(action: .unpause, outcome: .succeeded), Row(action: .unpause, status: "paused", outcome: nil),
            Row(action: .unpause, status: "paused", at: 31, outcome: .unknown),
            Row(action: .unpause, startedAt: since, outcome: .unknown),
            Row(action: .signal(.init(name: "HUP")), outcome: nil),
            Row(action: .signal(.init(name: "HUP")), at: 31, outcome: .unknown),
            Row(action: .exec(.init(command: ["true"], timeout: .seconds(1))), outcome: nil),
            Row(action: .exec(.init(command: ["true"], timeout: .seconds(1))), at: 31, outcome: .unknown),
            Row(action: half, limits: #""Memory":1048576,"NanoCpus":500000000"#, outcome: .succeeded),
            Row(action: half, limits: #""Memory":1048576,"CpuQuota":50000"#, outcome: .succeeded),
            Row(action: half, limits: #""Memory":1048577,"NanoCpus":500000000"#, outcome: nil),
            Row(action: half, limits: #""Memory":1048576,"NanoCpus":400000000"#, at: 31, outcome: .unknown),
            Row(action: .scaleUp(.init(max: 2)), outcome: nil),
            Row(action: .scaleUp(.init(max: 2)), at: 31, outcome: .unknown),
            Row(action: .cleanup(.init(stoppedContainers: true)), outcome: nil),
            Row(action: .cleanup(.init(stoppedContainers: true)), at: 31, outcome: .unknown),
            Row(action: .none, outcome: .succeeded),
        ]
    )
    func table(row: Row) async throws {
        let settled = try await settle(row.action, at: row.at) { engine in
            engine.container.change {
                $0?.status = row.status
                $0?.startedAt = row.startedAt
                $0?.finishedAt = row.finishedAt
                $0?.limits = row.limits
            }
            engine.events.value = row.events.map { ($0, 1) }
        }
        #expect(settled == row.outcome)
    }

    @Test("a container that is gone was not acted upon; an engine that does not answer proves nothing")
    func gone() async throws {
        let world = try await ResponderWorld()
        world.engine.container.value = nil
        let episode = Given.episode(.remediating) { $0.intents = [Given.intent()] }
        let gone = try await settler(world).settle(Given.intent(), of: episode)
        #expect(gone == ActionReport(.notDone("the container is gone")))
        // A command may have run before.
        let exec = Given.intent { $0.action = .exec(.init(command: ["true"])) }
        #expect(try await settler(world).settle(exec, of: episode) == ActionReport(.unknown))
        StubEngine.vanish(world.engine.socketPath)
        let other = try await ResponderWorld(engine: world.engine)
        await #expect(throws: (any Error).self) { try await settler(other).settle(Given.intent(), of: episode) }
        await other.close()
        await world.close()
    }

    @Test("a successor settles its predecessor's intent from what it finds, without a call of its own")
    func successor() async throws {
        let world = try await ResponderWorld(lease: ResponderWorld.lease(epoch: 8))
        try await world.holdLease(epoch: 8)
        let episode = Given.episode(.remediating) { $0.intents = [Given.intent()] }
        world.engine.container.change { $0?.startedAt = "2025-11-03T10:00:02Z" }
        world.engine.events.value = [("restart", 2)]
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
