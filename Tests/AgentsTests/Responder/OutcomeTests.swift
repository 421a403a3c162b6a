import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// What becomes of an action that does not go as it should.
///
/// The container is read once when the episode is stored, once for evidence, and once more right before the call.
@Suite(.serialized) struct OutcomeTests {
    private static let lastLook = 3

    private func acting(
        _ engine: StubEngine,
        lease: Box<HeldLease?> = ResponderWorld.lease()
    ) async throws
        -> ResponderWorld
    {
        let world = try await ResponderWorld(lease: lease, engine: engine)
        try await world.store(Given.episode())
        try await world.ask()
        return world
    }

    @Test(
        "what Docker refuses or fails at escalates, with its words, after one call",
        arguments: [
            (500, "driver failed programming external connectivity"), (409, "is not running"), (400, "bad"),
            (404, "No such container: web-1"),
        ]
    )
    func refused(status: Int, message: String) async throws {
        let world = try await acting(
            try StubEngine { request, _ in
                request.method == "POST" ? StubResponse(status, body: #"{"message":"\#(message)"}"#) : nil
            }
        )
        try await world.respond()
        #expect(world.engine.changes.count == 1)
        let episode = try #require(try await world.stored())
        #expect(episode.phase == .escalated)
        #expect(episode.reason == "ActionFailed")
        let event = try #require(try await world.completed().first)
        #expect(event["result"]?["status"] == .string("failed"))
        #expect(event["result"]?["error"]?.text?.contains(message) == true)
        #expect(try await world.history().openIntent == nil)
        await world.close()
    }

    private func unanswered() async throws -> ResponderWorld {
        try await acting(try StubEngine { request, _ in request.method == "POST" ? .closeWithoutAnswer : nil })
    }

    @Test("a call whose answer nobody saw stays open until Docker shows it; it is sent once")
    func shown() async throws {
        let world = try await unanswered()
        try await world.responding {
            try await eventually("the call to arrive") { !world.engine.changes.isEmpty }
            try await eventually("a look afterwards") { world.engine.inspections > Self.lastLook }
            #expect(try await world.stored()?.phase == .remediating)
            world.engine.events.value = [("restart", 0.6)]
            world.engine.container.change { $0?.startedAt = "2025-11-03T10:00:00.5Z" }
            try await world.redis.settles(ResponderWorld.stream, group: "responder")
        }
        #expect(world.engine.changes.count == 1)
        #expect(try await world.stored()?.phase == .verifying)
        #expect(try await world.stored()?.intents.map(\.outcome) == [.succeeded])
        #expect(try await world.completed().map { $0["result"]?["status"] } == [.string("success")])
        await world.close()
    }

    @Test("when its time is over without proof it counts as done, and has to prove itself")
    func unproven() async throws {
        let world = try await unanswered()
        try await world.responding {
            try await eventually("the call to arrive") { !world.engine.changes.isEmpty }
            try await eventually("a look afterwards") { world.engine.inspections > Self.lastLook }
            #expect(try await world.completed().isEmpty)
            world.now.value = Given.at(31)
            try await world.redis.settles(ResponderWorld.stream, group: "responder")
        }
        #expect(world.engine.changes.count == 1)
        #expect(try await world.stored()?.phase == .verifying)
        #expect(try await world.stored()?.intents.map(\.outcome) == [.unknown])
        let event = try #require(try await world.completed().first)
        #expect(event["result"]?["details"]?.text?.contains("nobody saw") == true)
        await world.close()
    }

    /// What keeps the call from being sent, found out in the last instant.
    enum Hindrance: String, CaseIterable, CustomTestStringConvertible {
        case engineGone, restartedByOthers, stoppedByOthers, pausedByOthers, removed, inspectionFails,
            inspectionIsGarbage

        var testDescription: String { rawValue }

        var words: String {
            switch self {
            case .engineGone: "cannot reach the engine"
            case .restartedByOthers: "started again by others"
            case .stoppedByOthers: "became exited"
            case .pausedByOthers: "became paused"
            case .removed: "the container is gone"
            case .inspectionFails: "out of memory"
            case .inspectionIsGarbage: "not a container"
            }
        }

        func answer(_ request: StubRequest, _ engine: Box<StubEngine?>) -> StubResponse? {
            switch self {
            case .engineGone:
                if let path = engine.value?.socketPath { StubEngine.vanish(path) }
                return nil
            case .restartedByOthers:
                engine.value?.container.change { $0?.startedAt = "2025-11-03T09:59:59Z" }
                return nil
            case .stoppedByOthers:
                engine.value?.container.change { $0?.status = "exited" }
                return nil
            case .pausedByOthers:
                engine.value?.container.change { $0?.status = "paused" }
                return nil
            case .removed:
                engine.value?.container.value = nil
                return nil
            case .inspectionFails: return StubResponse(500, body: #"{"message":"out of memory"}"#)
            case .inspectionIsGarbage: return StubResponse(200, body: "[]")
            }
        }
    }

    @Test("what was surely not sent is not done: no call, the attempt is given back", arguments: Hindrance.allCases)
    func notDone(hindrance: Hindrance) async throws {
        let shared = Box<StubEngine?>(nil)
        let engine = try StubEngine { request, number in
            number == Self.lastLook ? hindrance.answer(request, shared) : nil
        }
        shared.value = engine
        let world = try await acting(engine)
        try await world.respond()
        shared.value = nil
        #expect(engine.changes.isEmpty)
        let episode = try #require(try await world.stored())
        #expect(episode.phase == .firing)
        #expect(episode.reason == "NotDone")
        #expect(episode.attempts == ["web/0": 0])
        let result = try await world.completed().first?["result"]
        #expect(result?["status"] == .string("failed"))
        #expect(result?["details"] == .string("it was not sent to docker"))
        #expect(result?["error"]?.text?.contains(hindrance.words) == true)
        #expect(try await world.history().openIntent == nil)
        // It counts against the budget all the same: written is written.
        #expect(try await world.history().intents.count == 1)
        await world.close()
    }

    /// How the lease goes in the last instant.
    enum Loss: String, CaseIterable, CustomTestStringConvertible {
        case lost, laterEpoch, aboutToEnd

        var testDescription: String { rawValue }

        func happen(to lease: Box<HeldLease?>) {
            switch self {
            case .lost: lease.value = nil
            case .laterEpoch: lease.change { $0?.epoch = 8 }
            case .aboutToEnd: lease.change { $0?.remaining = .milliseconds(500) }
            }
        }
    }

    @Test("a lease that goes in the last instant: no call, no word, the intent stays open", arguments: Loss.allCases)
    func leaseLost(loss: Loss) async throws {
        let lease = ResponderWorld.lease()
        let engine = try StubEngine { _, number in
            if number == Self.lastLook { loss.happen(to: lease) }
            return nil
        }
        let world = try await acting(engine, lease: lease)
        try await world.responding {
            try await eventually("the last look") { engine.inspections >= Self.lastLook }
        }
        #expect(engine.changes.isEmpty)
        #expect(try await world.completed().isEmpty)
        let episode = try #require(try await world.stored())
        #expect(episode.phase == .remediating)
        #expect(episode.openIntent?.epoch == 7)
        #expect(try await world.history().openIntent == episode.openIntent?.id)
        #expect(try await world.redis.unsettled(ResponderWorld.stream, group: "responder") == 1)

        // The successor finds that nothing proves it, and waits; then it counts as done.
        try await world.holdLease(epoch: 9)
        lease.value = HeldLease(name: "host:default", holder: "me", epoch: 9, remaining: .seconds(5))
        world.now.value = Given.at(31)
        try await world.respond()
        #expect(engine.changes.isEmpty)
        #expect(try await world.stored()?.intents.map(\.outcome) == [.unknown])
        #expect(try await world.completed().count == 1)
        await world.close()
    }

    @Test("who did not send because its lease was about to end, and keeps it, says that it was not sent")
    func unsent() async throws {
        let lease = ResponderWorld.lease()
        let engine = try StubEngine { _, number in
            if number == Self.lastLook { Loss.aboutToEnd.happen(to: lease) }
            return nil
        }
        let world = try await acting(engine, lease: lease)
        try await world.responding {
            try await world.redis.settles(ResponderWorld.stream, group: "responder")
        }
        #expect(try await world.stored()?.intents.map(\.outcome) == [.notDone("it was never sent")])
        #expect(try await world.stored()?.phase == .firing)
        #expect(try await world.completed().map { $0["result"]?["status"] } == [.string("failed")])
        #expect(engine.changes.isEmpty)
        await world.close()
    }

    @Test("an outcome is written although somebody wrote the episode meanwhile")
    func conflict() async throws {
        let shared = Box<RedisWriter?>(nil)
        let engine = try StubEngine { request, _ in
            guard request.method == "POST" else { return nil }
            shared.value?.bumpRevision()
            return StubResponse(204)
        }
        let world = try await acting(engine)
        shared.value = RedisWriter(socketPath: world.redis.server.socketPath)
        try await world.responding {
            try await eventually("the outcome") { try await world.stored()?.phase == .verifying }
        }
        let episode = try #require(try await world.stored())
        #expect(episode.attempts["others"] == 1)
        #expect(episode.intents.map(\.outcome) == [.succeeded])
        #expect(engine.changes.count == 1)
        #expect(try await world.completed().count == 1)
        await world.close()
    }
}
