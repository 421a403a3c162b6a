import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// What is recorded of a container before an action.
@Suite(.serialized) struct EvidenceTests {
    /// A line as Docker frames it.
    private static func frame(_ text: String) -> String {
        "\u{1}\0\0\0\0\0\0\(Character(UnicodeScalar(UInt8(text.utf8.count + 1))))\(text)\n"
    }

    private func perform(_ engine: StubEngine) async throws -> (report: ActionReport?, evidence: ActionEvidence?) {
        let world = try await ResponderWorld(engine: engine)
        var target = try #require(try await world.link.inspect(Given.id))
        target.sample = Given.sample
        let action = DockerAction(link: world.link, intent: Given.intent(), target: target)
        let report = await action.perform()
        let evidence = try await EvidenceStore(redis: world.redis.client).load(intent: Given.intent().id)
        await world.close()
        return (report, evidence)
    }

    @Test("log, facts and metrics are recorded, without secrets")
    func whole() async throws {
        let engine = try StubEngine()
        engine.log.value = StubResponse(200, body: Self.frame("up") + Self.frame("\u{1B}[31mtoken=abc\u{1B}[0m"))
        let (report, evidence) = try await perform(engine)
        #expect(report == ActionReport(.succeeded))
        #expect(evidence?.log == ActionEvidence.Lines(lines: ["up", "token=[redacted]"], isTruncated: false))
        #expect(evidence?.facts?.health == "unhealthy")
        #expect(evidence?.metrics == Given.sample)
        #expect(evidence?.missing.filter { $0 != .environment } == [])
        #expect(evidence?.at == Given.zero)
    }

    @Test("a log that does not come is marked missing, not awaited; the action goes on")
    func silentLog() async throws {
        let engine = try StubEngine()
        engine.log.value = StubResponse(200, delivery: .silence)
        let (report, evidence) = try await perform(engine)
        #expect(report == ActionReport(.succeeded))
        #expect(evidence?.log == nil && evidence?.facts != nil)
        #expect(evidence?.missing.contains(.log) == true)
    }

    @Test("without a look at the container its own secrets are not known, and no line of its own is kept")
    func silentInspection() async throws {
        let engine = try StubEngine { _, number in number == 2 ? StubResponse(200, delivery: .silence) : nil }
        engine.log.value = StubResponse(200, body: Self.frame("up"))
        let (report, evidence) = try await perform(engine)
        #expect(report == ActionReport(.succeeded))
        #expect(evidence?.log == nil && evidence?.facts == nil)
        #expect(evidence?.missing == [.facts, .log, .environment])
    }

    @Test("a record of it reads back as it was written, the largest too, and stays small")
    func coding() throws {
        var evidence = ActionEvidence(intent: "i", action: "exec", host: "h", container: "c", name: "n", at: Given.zero)
        evidence.facts = ActionEvidence.Facts()
        evidence.facts?.lastCheck = .init(endedAt: "t", exitCode: 1, output: "o")
        evidence.log = .init(lines: Array(repeating: String(repeating: "x", count: 160), count: 200), isTruncated: true)
        evidence.output = evidence.log
        evidence.metrics = Given.sample
        evidence.missing = ActionEvidence.Part.allCases
        var plan = ActionPlan()
        plan.scale = .init(service: "s", version: .max, from: 1, to: 2)
        plan.cleanup = .init(containers: ["a"], images: ["b"])
        plan.recreation = .init(name: "n", ran: true, twin: "t", stops: true)
        evidence.plan = plan
        let record = try StateJSON.encode(evidence)
        #expect(try StateJSON.decode(ActionEvidence.self, from: record) == evidence)
        #expect(record.count < 128 << 10)
    }

    @Test(
        "a start that others were faster with, and a stop, are not ours: docker says 304",
        arguments: [
            (RemediationAction.start, "exited", "started"), (.stop(.init(timeout: .seconds(1))), "running", "stopped"),
        ]
    )
    func notModified(action: RemediationAction, status: String, word: String) async throws {
        let engine = try StubEngine { request, _ in request.method == "POST" ? StubResponse(304) : nil }
        engine.container.change { $0?.status = status }
        let world = try await ResponderWorld(engine: engine)
        let target = try #require(try await world.link.inspect(Given.id))
        let intent = Given.intent { $0.action = action }
        let report = await DockerAction(link: world.link, intent: intent, target: target).perform()
        #expect(report == ActionReport(.notDone("it was \(word) by others in the last instant")))
        #expect(engine.changes.count == 1)
        await world.close()
    }
}
