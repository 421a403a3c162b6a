package import HemoStatCore
package import Logging
package import SharedState

/// What every agent can do: connect, publish and hear events, keep state under `hemostat:state:`.
///
/// An actor each agent holds, not a base class; names and contracts are those of the Python HemoStat's `HemoStatAgent`.
package actor HemoStatAgent {
    package typealias Handler = @Sendable (PubSubMessage) async -> Void

    package nonisolated let name: String
    package nonisolated let redis: RedisClient
    private let retry: AgentRetry
    private let now: @Sendable () -> Timestamp
    private let clock: any Clock<Duration>
    private let logger: Logger
    private var handlers: [String: Handler] = [:]
    private var subscription: PubSubSubscription?
    private var wantsToRun = false

    package init(
        name: String,
        redis: RedisClient,
        retry: AgentRetry = AgentRetry(),
        now: @escaping @Sendable () -> Timestamp,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.name = name
        self.redis = redis
        self.retry = retry
        self.now = now
        self.clock = clock
        self.logger = logger
    }

    /// An agent for the Redis the environment names (`REDIS_URL`, or `REDIS_HOST`, `REDIS_PORT`, `REDIS_DB`,
    /// `REDIS_PASSWORD`), not connected yet.
    package static func fromEnvironment(
        name: String,
        _ environment: [String: String],
        logger: Logger
    ) throws -> HemoStatAgent {
        guard let endpoint = try RedisEndpoint.fromEnvironment(environment) else {
            throw HemoStatConnectionError("no redis is configured: set REDIS_URL, or REDIS_HOST")
        }
        let shared = SharedClock()
        return HemoStatAgent(
            name: name,
            redis: try RedisClient(endpoint, logger: logger),
            retry: try AgentRetry(environment),
            now: { Timestamp(microseconds: shared.now) },
            logger: logger
        )
    }

    /// Whether `run()` is at work.
    package private(set) var isRunning = false

    /// Connects, with growing pauses between attempts.
    package func connect() async throws {
        var pause = retry.delay
        for attempt in 1...retry.attempts {
            do {
                return try await redis.connect()
            } catch {
                guard attempt < retry.attempts else {
                    throw HemoStatConnectionError(
                        "\(error.message) (tried \(retry.attempts) times); start it or correct REDIS_URL"
                    )
                }
                logger.warning(
                    "redis does not answer yet",
                    metadata: .init([.error: "\(error)", .retryIn: "\(pause)"])
                )
                try await clock.sleep(for: pause)
                pause *= 2
            }
        }
    }

    /// Publishes an event in HemoStat's envelope on a channel.
    package func publishEvent(channel: String, type: String, data: some Encodable & Sendable) async throws {
        let envelope = EventEnvelope(eventType: type, timestamp: now(), agent: name, data: data)
        try await redis.publish(channel, try StateJSON.encode(envelope))
    }

    /// Registers a handler for a channel's messages; takes effect with the next `run()`.
    package func subscribe(to channel: String, handler: @escaping Handler) { handlers[channel] = handler }

    /// State another agent or tool may read; nil when there is none, or not of this shape.
    package func sharedState<Value: Decodable>(_ key: String, as type: Value.Type = Value.self) async throws -> Value? {
        let reply = try await redis.command("GET", RedisKeys.state(key))
        return reply.asBytes.flatMap { try? StateJSON.decode(type, from: $0) }
    }

    /// Writes state another agent or tool may read; `ttl` in whole seconds, nil keeps it for good.
    package func setSharedState(_ key: String, value: some Encodable & Sendable, ttl: Int? = nil) async throws {
        var command: [any RESPArgument] = ["SET", RedisKeys.state(key), try StateJSON.encode(value)]
        if let ttl { command += ["EX", max(1, ttl)] as [any RESPArgument] }
        _ = try await redis.command(arguments: command)
    }

    /// Hands messages of the subscribed channels to their handlers, in order, until `stop()` or cancellation.
    package func run() async {
        guard !isRunning, !handlers.isEmpty else { return }
        (isRunning, wantsToRun) = (true, true)
        var pause = retry.delay
        while wantsToRun, !Task.isCancelled {
            do {
                try await listen()
                pause = retry.delay
            } catch {
                logger.warning("subscription interrupted", metadata: .init([.error: "\(error)"]))
            }
            guard wantsToRun, (try? await clock.sleep(for: pause)) != nil else { break }
            pause = min(pause * 2, .seconds(60))
        }
        isRunning = false
    }

    /// Ends `run()` after the message in hand.
    package func stop() async {
        wantsToRun = false
        await subscription?.close()
    }

    private func listen() async throws {
        let subscription = try await redis.subscribe(to: Array(handlers.keys))
        self.subscription = subscription
        defer { self.subscription = nil }
        guard wantsToRun else { return await subscription.close() }
        for try await message in subscription { await handlers[message.channel]?(message) }
    }
}
