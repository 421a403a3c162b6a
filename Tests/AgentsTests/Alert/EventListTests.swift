import HemoStatCore
import SharedState
import Testing

@testable import Agents

/// The event lists that other tools read, kept by the Alert agent.
@Suite(.serialized) struct EventListTests {
    private let redis: TestRedis

    init() async throws { redis = try await TestRedis() }

    private func notifier(_ options: AlertNotifier.Options = .init()) -> AlertNotifier {
        AlertNotifier(
            redis: redis.client,
            identity: "me",
            slack: nil,
            options: options,
            now: { Given.zero },
            logger: LogSink().logger
        )
    }

    private func event(_ type: String, _ number: Int) -> String {
        #"{"event_type":"\#(type)","timestamp":"2025-11-03T10:00:00.000000+00:00","agent":"a","data":{"n":\#(number)}}"#
    }

    private func add(_ event: String, to channel: ChannelName) async throws {
        _ = try await redis.client.command("XADD", RedisKeys.stream(channel), "*", "event", event)
    }

    private func settle(_ notifier: AlertNotifier) async throws {
        try await running(await notifier.run()) {
            for channel in [ChannelName.remediationComplete, .falseAlarm] {
                try await redis.settles(RedisKeys.stream(channel), group: "alert")
            }
        }
    }

    @Test("each type has its list, all have one, newest first, and they end by themselves")
    func lists() async throws {
        try await add(event("remediation_complete", 1), to: .remediationComplete)
        try await settle(notifier())
        try await add(event("remediation_complete", 2), to: .remediationComplete)
        try await settle(notifier())
        try await add(event("false_alarm", 3), to: .falseAlarm)
        try await settle(notifier(.init(eventSeconds: 50)))
        let one = try AnyJSON(event("remediation_complete", 1))
        let two = try AnyJSON(event("remediation_complete", 2))
        let three = try AnyJSON(event("false_alarm", 3))
        #expect(try await redis.list("hemostat:events:remediation_complete") == [two, one])
        #expect(try await redis.list("hemostat:events:false_alarm") == [three])
        #expect(try await redis.list("hemostat:events:all") == [three, two, one])
        let hour = try #require(
            try await redis.client.command("TTL", "hemostat:events:remediation_complete").asInteger
        )
        #expect((3500...3600).contains(hour))
        let all = try #require(try await redis.client.command("TTL", "hemostat:events:all").asInteger)
        #expect((1...50).contains(all))
        await redis.close()
    }

    @Test("lists hold so many and no more")
    func trimmed() async throws {
        for number in 1...7 { try await add(event("false_alarm", number), to: .falseAlarm) }
        try await settle(notifier(.init(maximumEvents: 3)))
        let newest = try [7, 6, 5].map { try AnyJSON(event("false_alarm", $0)) }
        #expect(try await redis.list("hemostat:events:false_alarm") == newest)
        #expect(try await redis.list("hemostat:events:all") == newest)
        await redis.close()
    }

    @Test("an event that is delivered again is not doubled")
    func redelivery() async throws {
        let stream = RedisKeys.stream(.falseAlarm)
        try await add(event("false_alarm", 1), to: .falseAlarm)
        _ = try await redis.client.command("XGROUP", "CREATE", stream, "alert", "0")
        _ = try await redis.client.command(
            arguments: ["XREADGROUP", "GROUP", "alert", "me", "STREAMS", stream, ">"]
        )
        for _ in 1...2 { try await settle(notifier()) }
        #expect(try await redis.list("hemostat:events:all").count == 1)
        await redis.close()
    }

    @Test("what is no event is taken off the stream and stored nowhere")
    func garbage() async throws {
        for value in ["", "{", "{}", #"{"event_type":7}"#] { try await add(value, to: .falseAlarm) }
        try await add(event("false_alarm", 1), to: .falseAlarm)
        try await settle(notifier())
        #expect(try await redis.list("hemostat:events:all").count == 1)
        await redis.close()
    }
}
