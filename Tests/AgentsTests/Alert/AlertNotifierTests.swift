import CurlTransport
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// Told to people: from the stream of transitions in a real Redis to a stub of Slack.
@Suite(.serialized) struct AlertNotifierTests {
    private let slack: StubHTTPServer
    private let redis: TestRedis
    private let now = Box(Given.at(1))
    private let log = LogSink()
    private let transport = CurlTransport()

    init() async throws {
        slack = try StubHTTPServer()
        redis = try await TestRedis()
    }

    private func notifier(_ identity: String = "me", isEnabled: Bool = true) throws -> AlertNotifier {
        AlertNotifier(
            redis: redis.client,
            identity: identity,
            slack: isEnabled ? try SlackClient(transport: transport, url: "\(slack.url)/T0KEN") : nil,
            options: AlertNotifier.Options(groupWait: .zero, longestWait: .zero),
            now: { [now] in now.value },
            logger: log.logger
        )
    }

    private func tell(_ notice: TransitionNotice) async throws {
        _ = try await redis.client.command(
            "XADD",
            RedisKeys.transitions,
            "*",
            "transition",
            try StateJSON.encode(notice)
        )
    }

    private func settles() async throws { try await redis.settles(RedisKeys.transitions, group: "alert") }

    private func told() throws -> [String] { try slack.requests.map { try AnyJSON($0.text)["text"]?.text ?? "" } }

    private func close() async {
        await transport.shutdown()
        await redis.close()
    }

    @Test("three failing containers make three messages, each once, however often they are delivered")
    func oncePerIdentity() async throws {
        let notices = (1...3).map { number in
            Given.notice { notice in
                notice.container = "web-\(number)"
                notice.episode = "default/web-\(number)/1"
            }
        }
        for notice in notices + notices { try await tell(notice) }
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        let expected = (1...3).map { ":warning: web-\($0) on default: not healthy" }
        #expect(try told() == expected)
        // Nor by another replica. What Redis hands to the first's connection while that closes would be its own.
        try await eventually("nobody to wait at Redis") {
            try await redis.client.command("INFO", "clients").asString?.contains("blocked_clients:0") == true
        }
        for notice in notices { try await tell(notice) }
        let other = try self.notifier("you")
        try await running(await other.run()) { try await settles() }
        #expect(try told() == expected)
        let marker = RedisKeys.alertSent(notices[0].identity)
        #expect(try #require(try await redis.client.command("TTL", marker).asInteger) > 24 * 3600)
        await close()
    }

    @Test("one episode is told of at each phase that matters, and of each action")
    func phases() async throws {
        try await tell(Given.notice(.firing))
        for actions in 1...2 {
            for phase in [Phase.diagnosed, .remediating, .verifying, .held, .falseAlarm, .pending] {
                try await tell(Given.notice(phase) { ($0.action, $0.actions) = ("restart", actions) })
            }
        }
        for phase in [Phase.awaitingApproval, .escalated, .resolved, .superseded] {
            try await tell(Given.notice(phase) { $0.actions = 2 })
        }
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        let words = try told().map { String($0.split(separator: ": ").last ?? "") }
        #expect(
            words == [
                "not healthy", "restart done, waiting for proof", "restart done, waiting for proof",
                "waits for approval", "needs a person (escalated)", "healthy again after 2 action(s)",
            ]
        )
        await close()
    }

    @Test("what people were not told of ends without a word", arguments: Phase.allCases)
    func notAnnounced(phase: Phase) async throws {
        try await tell(Given.notice(phase) { $0.isAnnounced = false })
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        #expect(slack.requests.isEmpty)
        await close()
    }

    @Test("without Slack nobody is told and nothing waits")
    func disabled() async throws {
        try await tell(Given.notice())
        let notifier = try notifier(isEnabled: false)
        try await running(await notifier.run()) { try await settles() }
        #expect(slack.requests.isEmpty)
        #expect(try await redis.client.command("LLEN", RedisKeys.deadAlerts).asInteger == 0)
        await close()
    }

    @Test(
        "what fails is tried again until it is delivered, and then only once",
        arguments: [
            StubResponse(500), StubResponse(429, headers: [(name: "Retry-After", value: "1")]), .closeWithoutAnswer,
        ]
    )
    func retry(failure: StubResponse) async throws {
        slack.enqueue(failure)
        try await tell(Given.notice())
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        #expect(slack.requests.count == 2)
        #expect(try await redis.client.command("LLEN", RedisKeys.deadAlerts).asInteger == 0)
        #expect(!log.lines.contains { $0.contains("T0KEN") || $0.contains(slack.url) })
        await close()
    }

    @Test("one alert that Slack does not take holds up no other")
    func others() async throws {
        slack.enqueue(StubResponse(500))
        try await tell(Given.notice(.firing) { $0.container = "first" })
        try await tell(Given.notice(.escalated) { $0.container = "second" })
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        let names = try told().map { String($0.split(separator: " ")[1]) }
        #expect(names == ["first", "second", "first"])
        await close()
    }

    @Test("a message that Slack refuses is put aside at once, where status shows it")
    func refused() async throws {
        slack.enqueue(StubResponse(400, body: "invalid_payload"))
        try await tell(Given.notice())
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        #expect(slack.requests.count == 1)
        #expect(try await redis.list(RedisKeys.deadAlerts) == [try AnyJSON(Given.notice())])
        #expect(!log.lines.contains { $0.contains("T0KEN") })
        await close()
    }

    @Test("after a day of trying an alert is given up, not a moment sooner")
    func dayAfter() async throws {
        let down = try StubHTTPServer { _ in StubResponse(503) }
        let client = try SlackClient(transport: transport, url: "\(down.url)/T0KEN")
        let notifier = AlertNotifier(
            redis: redis.client,
            identity: "me",
            slack: client,
            options: AlertNotifier.Options(groupWait: .zero, longestWait: .zero),
            now: { [now] in now.value },
            logger: log.logger
        )
        now.value = Given.at(24 * 3600)
        try await tell(Given.notice())
        try await running(await notifier.run()) {
            try await eventually("the first try to end") { log.lines.contains { $0.contains("status 503") } }
            #expect(try await redis.unsettled(RedisKeys.transitions, group: "alert") == 1)
            #expect(try await redis.client.command("LLEN", RedisKeys.deadAlerts).asInteger == 0)
            now.value = Given.at(24 * 3600 + 0.001)
            try await settles()
        }
        #expect(try await redis.list(RedisKeys.deadAlerts) == [try AnyJSON(Given.notice())])
        #expect(try await redis.client.command("EXISTS", RedisKeys.alertSent(Given.notice().identity)).asInteger == 0)
        await close()
    }

    @Test("an alert left pending by a predecessor of the same name is delivered")
    func predecessor() async throws {
        try await tell(Given.notice())
        _ = try await redis.client.command("XGROUP", "CREATE", RedisKeys.transitions, "alert", "0")
        _ = try await redis.client.command(
            arguments: ["XREADGROUP", "GROUP", "alert", "me", "STREAMS", RedisKeys.transitions, ">"]
        )
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        #expect(slack.requests.count == 1)
        await close()
    }

    @Test("an alert that Slack took while Redis went away is not told again")
    func redisGoes() async throws {
        let redis = try await TestRedis(arguments: ["--appendfsync", "always"])
        let slack = try StubHTTPServer { [server = redis.server] _ in
            server.kill()
            return .ok
        }
        let notifier = AlertNotifier(
            redis: redis.client,
            identity: "me",
            slack: try SlackClient(transport: transport, url: "\(slack.url)/T0KEN"),
            options: AlertNotifier.Options(groupWait: .zero, longestWait: .zero),
            now: { Given.at(1) },
            logger: log.logger
        )
        let notice = try StateJSON.encode(Given.notice())
        _ = try await redis.client.command("XADD", RedisKeys.transitions, "*", "transition", notice)
        try await running(await notifier.run()) {
            try await slack.waitForRequests(1)
            try await eventually("the failure to be noticed") {
                log.lines.contains { $0.contains("not delivered yet") }
            }
            try await redis.server.start()
            try await redis.settles(RedisKeys.transitions, group: "alert")
        }
        #expect(slack.requests.count == 1)
        #expect(try await redis.client.command("EXISTS", RedisKeys.alertSent(Given.notice().identity)).asInteger == 1)
        await redis.close()
        await close()
    }

    @Test("garbage on the stream is taken off it, and the rest goes on")
    func garbage() async throws {
        for value in ["", "{", "{}", "null"] {
            _ = try await redis.client.command("XADD", RedisKeys.transitions, "*", "transition", value)
        }
        _ = try await redis.client.command("XADD", RedisKeys.transitions, "*", "other", "x")
        try await tell(Given.notice())
        let notifier = try notifier()
        try await running(await notifier.run()) { try await settles() }
        #expect(slack.requests.count == 1)
        await close()
    }
}
