import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

@Suite(.serialized) struct HealthAnalyzerTests {
    private let redis: TestRedis
    private let catalog = PolicyCatalog()
    private let directory = HostDirectory()
    private let beforeNow = Box<(@Sendable () -> Void)?>(nil)
    private let stream = RedisKeys.stream(.healthAlert)
    private let responder = RedisKeys.responderStream(host: "default")

    init() async throws {
        redis = try await TestRedis()
        _ = catalog.update([Given.policy()])
    }

    private func analyze(historySize: Int = 10) async throws {
        let analyzer = HealthAnalyzer(
            redis: redis.client,
            identity: "me",
            catalog: catalog,
            directory: directory,
            history: AlertHistory(redis: redis.client, size: historySize, timeToLive: 60),
            now: { [beforeNow] in
                beforeNow.value?()
                return Given.zero
            },
            logger: LogSink().logger
        )
        try await running(await analyzer.run()) { try await redis.settles(stream, group: "analyzer") }
    }

    private func store(_ episode: Episode) async throws {
        var write = GuardedWrite()
        try write.put(episode, read: try await stored(), key: Given.key, now: Given.zero)
        _ = try await write.run(on: redis.client)
    }

    private func stored() async throws -> Episode? { try await EpisodeStore(redis: redis.client).load(Given.key) }

    /// The alert of an episode, as the monitor of another replica sends it.
    private func alert(
        _ episode: Episode = Given.episode(.firing),
        _ container: ContainerObservation? = Given.container(),
        number: Int = 1
    ) async throws {
        var write = GuardedWrite()
        let event = #"{"event_type":"container_unhealthy","number":\#(number)}"#
        try HandOver(episode, observation: container).add(to: stream, event: Array(event.utf8), in: &write)
        _ = try await write.run(on: redis.client)
    }

    @Test("a confirmed diagnosis is handed to the Responder, mirrored, and remembered")
    func confirmed() async throws {
        let mirrored = try await redis.client.subscribe(to: [RedisKeys.channel(.remediationNeeded)])
        try await store(Given.episode(.firing))
        try await alert()
        try await analyze()
        let episode = try #require(try await stored())
        #expect(episode.phase == .diagnosed)
        #expect(episode.diagnosis?.rule == "Unhealthy")
        let entries = try await redis.entries(of: responder)
        #expect(entries.count == 1)
        #expect(entries.first?["episode"] == Array(episode.id.utf8))
        #expect(entries.first?["container_id"] == Array(Given.id.utf8))
        let event = try #require(try await redis.events(of: responder).first)
        #expect(event["event_type"]?.text == "remediation_needed")
        #expect(event["agent"]?.text == "analyzer")
        #expect(event["data"]?["action"]?.text == "restart")
        #expect(event["data"]?["confidence"] == .number(0.8))
        var messages = mirrored.makeAsyncIterator()
        #expect(try await messages.next()?.text.map { try AnyJSON($0) } == event)
        #expect(try await redis.entries(of: RedisKeys.stream(.falseAlarm)).isEmpty)
        await mirrored.close()
        await redis.close()
    }

    @Test("what recovered is a false alarm: told as one, and no step is asked for")
    func falseAlarm() async throws {
        try await store(Given.episode(.firing))
        try await alert(Given.episode(.firing), Given.container { $0.health = .healthy })
        try await analyze()
        #expect(try await stored()?.phase == .falseAlarm)
        let events = try await redis.events(of: RedisKeys.stream(.falseAlarm))
        #expect(events.map { $0["event_type"]?.text } == ["false_alarm"])
        #expect(events.map { $0["data"]?["container"]?.text } == ["web-1"])
        #expect(try await redis.entries(of: responder).isEmpty)
        await redis.close()
    }

    @Test("low confidence goes to the gate that holds it; it is never a false alarm")
    func lowConfidence() async throws {
        let cpu = Expectation(name: "cpu", check: .cpu(.init(below: Percentage(85))))
        _ = catalog.update([Given.policy { $0.expectations = [cpu] }])
        var record = Given.record("cpu", check: "cpu")
        record.since = Given.zero
        record.lastDivergedAt = Given.zero
        record.measurement = Measurement(actual: .number(99), threshold: .number(85))
        let episode = Given.episode(.firing) { $0.records = [record] }
        let sample = MetricSample(at: Given.zero, cpuPercent: 99, onlineCPUs: 1, memoryUsage: 1, memoryLimit: 2)
        try await store(episode)
        try await alert(episode, Given.container { ($0.health, $0.sample) = (.none, sample) })
        try await analyze()
        #expect(try await stored()?.phase == .diagnosed)
        let event = try #require(try await redis.events(of: responder).first)
        #expect(event["data"]?["confidence"] == .number(0.6))
        #expect(try await redis.entries(of: RedisKeys.stream(.falseAlarm)).isEmpty)
        await redis.close()
    }

    @Test("a policy that only observes is diagnosed and held; the Responder is not asked for a step there is none of")
    func observed() async throws {
        _ = catalog.update([Given.policy { $0.remediation = RemediationSpec() }])
        try await store(Given.episode(.firing))
        try await alert()
        try await analyze()
        #expect(try await stored()?.phase == .held)
        #expect(try await stored()?.reason == "PolicyMode")
        #expect(try await stored()?.diagnosis?.verdict == .confirmed)
        #expect(try await redis.entries(of: responder).isEmpty)
        await redis.close()
    }

    @Test(
        "an entry that is answered, overtaken or not ours is acknowledged and changes nothing",
        arguments: [Phase.diagnosed, .remediating, .verifying, .held, .resolved, .escalated]
    )
    func stale(phase: Phase) async throws {
        try await store(Given.episode(phase))
        let before = try await stored()
        try await alert()
        try await alert(Given.episode(.firing) { $0.id = "another" })
        _ = try await redis.client.command("XADD", stream, "*", "a", "b")
        try await analyze()
        #expect(try await stored() == before)
        #expect(try await redis.entries(of: responder).isEmpty)
        #expect(try await redis.client.command("EXISTS", "hemostat:state:alert_history:web-1").asInteger == 0)
        await redis.close()
    }

    @Test("an alert without an episode, or without anything seen, is acknowledged")
    func nothingToJudge() async throws {
        try await alert()
        try await analyze()
        try await store(Given.episode(.firing))
        let before = try await stored()
        try await alert(Given.episode(.firing), nil)
        try await analyze()
        #expect(try await stored() == before)
        await redis.close()
    }

    @Test("an entry delivered twice is answered once")
    func redelivered() async throws {
        try await store(Given.episode(.firing))
        for _ in 1...3 { try await alert() }
        try await analyze()
        #expect(try await redis.entries(of: responder).count == 1)
        await redis.close()
    }

    @Test("an episode that somebody wrote meanwhile is read and judged again; both writes count")
    func conflict() async throws {
        try await store(Given.episode(.firing))
        try await alert()
        let writer = RedisWriter(socketPath: redis.server.socketPath)
        let isFirst = Box(true)
        beforeNow.value = {
            guard isFirst.value else { return }
            isFirst.value = false
            writer.bumpRevision()
        }
        try await analyze()
        let episode = try #require(try await stored())
        #expect(!isFirst.value)
        #expect(episode.phase == .diagnosed)
        #expect(episode.attempts["others"] == 1)
        #expect(try await redis.entries(of: responder).count == 1)
        await redis.close()
    }

    @Test("the last alerts of a container are kept, the newest last, and end by themselves")
    func history() async throws {
        let key = "hemostat:state:alert_history:web-1"
        for number in 1...4 {
            try await store(Given.episode(.firing))
            try await alert(number: number)
            try await analyze(historySize: 3)
        }
        let text = try #require(try await redis.client.command("GET", key).asString)
        let alerts = try StateJSON.decode([AnyJSON].self, from: text.utf8)
        #expect(alerts.map { $0["number"] } == [.integer(2), .integer(3), .integer(4)])
        let left = try #require(try await redis.client.command("TTL", key).asInteger)
        #expect((1...60).contains(left))
        await redis.close()
    }

    @Test("names of other hosts than default carry their host")
    func publicName() {
        #expect(Given.episode().publicName == "web-1")
        #expect(Given.episode { $0.host = "west" }.publicName == "west/web-1")
    }

    @Test("a replica that lost the lease does not judge by what it remembers", arguments: [true, false])
    func remembered(leads: Bool) async throws {
        let world = try await ResponderWorld()
        // Healthy, as it was before it was frozen.
        world.link.inventory.put(Given.container { $0.health = .healthy })
        if !leads { world.lease.value = nil }
        let analyzer = HealthAnalyzer(
            redis: world.redis.client,
            identity: "me",
            catalog: world.link.catalog,
            directory: world.directory,
            history: AlertHistory(redis: world.redis.client, size: 10, timeToLive: 60),
            now: { Given.zero },
            logger: LogSink().logger
        )
        var write = GuardedWrite()
        let episode = Given.episode(.firing)
        try write.put(episode, read: nil, key: Given.key, now: Given.zero)
        try HandOver(episode, observation: Given.container()).add(to: stream, in: &write)
        _ = try await write.run(on: world.redis.client)
        try await running(await analyzer.run()) { try await world.redis.settles(stream, group: "analyzer") }
        #expect(try await world.stored()?.phase == (leads ? .falseAlarm : .diagnosed))
        await world.close()
        await redis.close()
    }
}
