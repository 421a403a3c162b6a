package import HemoStatCore
package import Logging
import ServiceLifecycle
package import SharedState

/// Tells people, and keeps the event lists other tools read.
///
/// Alerts wait in their stream until they are delivered.
package struct AlertNotifier: Service {
    private let redis: RedisClient
    private let slack: SlackClient?
    private let transitions: StreamConsumer
    private let channels: [StreamConsumer]
    private let options: Options
    private let unrecorded = UnrecordedAlerts()
    private let posts = PostsInHand()
    private let cover: IncidentCover
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    static let group = "alert"
    /// After a day of trying an alert is given up, where `status` shows it.
    private static let patience = PolicyDuration.hours(24)

    /// How long a polite stop waits for Slack's answer.
    private static let lastWait = Duration.seconds(3)

    package struct Options: Sendable {
        /// `ALERT_MAX_EVENTS`.
        package var maximumEvents: Int
        /// `ALERT_EVENT_TTL`, seconds.
        package var eventSeconds: Int
        /// `ALERT_DEDUPE_TTL`, seconds: how long at least a delivered alert is remembered.
        package var dedupeSeconds: Int
        /// How long the first alert of a container waits to see whether it is one of many in the same trouble.
        package var groupWait: Duration
        /// The same while several are in trouble and nobody can say yet whether it is one incident.
        package var longestWait: Duration

        package init(
            maximumEvents: Int = 100,
            eventSeconds: Int = 3600,
            dedupeSeconds: Int = 60,
            groupWait: Duration = .seconds(2),
            longestWait: Duration = .seconds(10)
        ) {
            self.maximumEvents = maximumEvents
            self.eventSeconds = eventSeconds
            self.dedupeSeconds = dedupeSeconds
            self.groupWait = groupWait
            self.longestWait = longestWait
        }
    }

    /// A `slack` of nil tells nobody (`ALERT_ENABLED=false`, or no webhook).
    package init(
        redis: RedisClient,
        identity: String,
        slack: SlackClient?,
        options: Options,
        now: @escaping @Sendable () -> Timestamp,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.redis = redis
        self.slack = slack
        self.options = options
        cover = IncidentCover(redis: redis, wait: options.groupWait, longest: options.longestWait, clock: clock)
        self.now = now
        self.logger = logger
        // One at a time: an entry that waits behind a slow post looks idle, and another replica would post it, too.
        var oneByOne = StreamConsumerOptions()
        oneByOne.batch = 1
        transitions = StreamConsumer(
            redis,
            stream: RedisKeys.transitions,
            group: Self.group,
            consumer: identity,
            options: oneByOne
        )
        channels = [ChannelName.remediationComplete, .falseAlarm].map {
            StreamConsumer(redis, stream: RedisKeys.stream($0), group: Self.group, consumer: identity)
        }
    }

    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await consume() }
            group.addTask {
                try? await gracefulShutdown()
                await posts.drain(within: Self.lastWait)
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func consume() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await transitions.run { await notify($0) } }
            for consumer in channels {
                group.addTask { await consumer.run { await store($0, consumer) } }
            }
        }
    }

    // MARK: Telling people

    private func notify(_ entry: StreamEntry) async {
        do {
            guard let alert = PendingAlert(entry) else {
                logger.warning("stream entry is not ours", metadata: .init([.stream: "\(entry.stream)"]))
                return try await transitions.acknowledge(entry.id)
            }
            guard let slack, alert.isTold else { return try await transitions.acknowledge(entry.id) }
            let marker = RedisKeys.alertSent(alert.identity)
            guard try await redis.command("EXISTS", marker).asInteger == 0, try await !cover.covers(alert, now()) else {
                return try await transitions.acknowledge(entry.id)
            }
            guard posts.begin() else { return }
            defer { posts.end() }
            if unrecorded.contains(alert.identity) { return try await conclude(.delivered, alert, entry) }
            let delivery = await slack.post(alert.message)
            if delivery == .delivered { unrecorded.insert(alert.identity) }
            try await conclude(delivery, alert, entry)
        } catch {
            logger.warning("alert not delivered yet", metadata: .init([.error: "\(error)"]))
        }
    }

    /// One script remembers the delivery and takes the entry off the stream.
    private func conclude(
        _ delivery: SlackClient.Delivery,
        _ alert: PendingAlert,
        _ entry: StreamEntry
    ) async throws {
        var write = GuardedWrite()
        switch delivery {
        case .delivered:
            let seconds = max(options.dedupeSeconds, Int(Self.patience.milliseconds / 1000) + 3600)
            write.add("SET", RedisKeys.alertSent(alert.identity), now().description, "EX", seconds)
        case .refused(let reason):
            bury(alert, reason, in: &write)
        case .failed(let reason):
            logger.warning("alert not delivered yet", metadata: .init([.reason: "\(reason)"]))
            guard now().elapsed(since: alert.at) > Self.patience else { return }
            bury(alert, reason, in: &write)
        }
        write.add("XACK", entry.stream, Self.group, entry.id)
        _ = try await write.run(on: redis)
        transitions.settled(entry.id)
        unrecorded.remove(alert.identity)
    }

    private func bury(_ alert: PendingAlert, _ reason: String, in write: inout GuardedWrite) {
        logger.error("alert given up", metadata: .init([.episode: "\(alert.identity)", .reason: "\(reason)"]))
        write.add("LPUSH", RedisKeys.deadAlerts, alert.record)
        write.add("LTRIM", RedisKeys.deadAlerts, 0, 999)
    }

    // MARK: Keeping events

    private func store(_ entry: StreamEntry, _ consumer: StreamConsumer) async {
        do {
            var write = GuardedWrite()
            if let event = entry.bytes("event"), let type = try? StateJSON.decode(EventType.self, from: event) {
                for list in [RedisKeys.events(type.eventType), RedisKeys.events("all")] {
                    write.add("LPUSH", list, event)
                    write.add("LTRIM", list, 0, max(0, options.maximumEvents - 1))
                    write.add("EXPIRE", list, max(1, options.eventSeconds))
                }
            }
            write.add("XACK", entry.stream, Self.group, entry.id)
            _ = try await write.run(on: redis)
            consumer.settled(entry.id)
        } catch {
            logger.warning("event not stored yet", metadata: .init([.error: "\(error)"]))
        }
    }

    private struct EventType: Decodable {
        var eventType: String

        private enum CodingKeys: String, CodingKey {
            case eventType = "event_type"
        }
    }
}
