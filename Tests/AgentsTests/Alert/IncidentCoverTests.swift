import CurlTransport
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// Many containers in the same trouble are one message.
@Suite(.serialized) struct IncidentCoverTests {
    private let slack: StubHTTPServer
    private let redis: TestRedis
    private let now = Box(Given.at(1))
    private let transport = CurlTransport()

    init() async throws {
        slack = try StubHTTPServer()
        redis = try await TestRedis()
    }

    private func notify(wait: Duration, longest: Duration, until body: () async throws -> Void) async throws {
        let notifier = AlertNotifier(
            redis: redis.client,
            identity: "me",
            slack: try SlackClient(transport: transport, url: "\(slack.url)/T0KEN"),
            options: AlertNotifier.Options(groupWait: wait, longestWait: longest),
            now: { [now] in now.value },
            logger: LogSink().logger
        )
        try await running(await notifier.run()) { try await body() }
    }

    private func tell(_ field: String, _ notice: some Encodable & Sendable) async throws {
        let json = try StateJSON.encode(notice)
        _ = try await redis.client.command("XADD", RedisKeys.transitions, "*", field, json)
    }

    private func settles() async throws { try await redis.settles(RedisKeys.transitions, group: "alert") }

    private func told() throws -> [String] { try slack.requests.map { try AnyJSON($0.text)["text"]?.text ?? "" } }

    private func incident(_ change: (inout Incident) -> Void = { _ in }) -> Incident {
        var incident = Incident(
            id: "default/host/1",
            host: "default",
            scope: .host,
            openedAt: Given.at(2),
            diverged: 30,
            enforced: 30,
            containers: [Given.id]
        )
        change(&incident)
        return incident
    }

    private func store(_ incidents: [Incident]) async throws {
        let json = try StateJSON.encode(incidents)
        _ = try await redis.client.command("SET", RedisKeys.incidents(host: "default"), json)
    }

    private func close() async {
        await transport.shutdown()
        await redis.close()
    }

    @Test("a container that is part of an incident is not told of, nor its end; that a person is needed is")
    func covered() async throws {
        try await store([incident()])
        for phase in [Phase.firing, .verifying, .resolved, .escalated] {
            try await tell("transition", Given.notice(phase))
        }
        try await notify(wait: .seconds(60), longest: .seconds(60)) { try await settles() }
        #expect(try told() == [":rotating_light: web-1 on default: needs a person (escalated)"])
        await close()
    }

    @Test("the first alert waits: an incident that opens meanwhile takes its place")
    func opensMeanwhile() async throws {
        try await tell("transition", Given.notice(.firing))
        try await notify(wait: .seconds(60), longest: .seconds(60)) {
            try await eventually("the alert to wait") {
                try await redis.unsettled(RedisKeys.transitions, group: "alert") == 1
            }
            try await store([incident()])
            try await settles()
        }
        #expect(try told().isEmpty)
        #expect(try await redis.client.command("EXISTS", RedisKeys.alertCovered(Given.episode().id)).asInteger == 1)
        await close()
    }

    @Test(
        "another's incident, and one that was over before, cover nothing",
        arguments: [
            { $0.closedAt = Given.at(-1) },
            { ($0.scope, $0.containers) = (.project("shop"), ["another"]) },
        ] as [@Sendable (inout Incident) -> Void]
    )
    func notCovered(change: @Sendable (inout Incident) -> Void) async throws {
        try await store([incident(change)])
        try await tell("transition", Given.notice(.firing))
        try await notify(wait: .zero, longest: .zero) { try await settles() }
        #expect(try told() == [":warning: web-1 on default: not healthy"])
        await close()
    }

    @Test("while several are in trouble it waits longer, and is told at last")
    func brewing() async throws {
        _ = try await redis.client.command("SET", RedisKeys.brewing(host: "default"), 4)
        try await tell("transition", Given.notice(.firing))
        try await notify(wait: .zero, longest: .milliseconds(500)) { try await settles() }
        #expect(try told().count == 1)
        await close()
    }

    @Test("an incident's beginning and end are told, each once however often they are delivered")
    func incidents() async throws {
        let over = incident { $0.closedAt = Given.at(60) }
        for notice in [incident(), incident(), over, over] {
            try await tell("incident", IncidentNotice(notice, at: Given.at(3)))
        }
        try await notify(wait: .zero, longest: .zero) { try await settles() }
        #expect(
            try told() == [
                ":rotating_light: incident on default (host): 30 of 30 containers in trouble; actions are held",
                ":white_check_mark: incident over on default (host): actions go on",
            ]
        )
        await close()
    }
}
