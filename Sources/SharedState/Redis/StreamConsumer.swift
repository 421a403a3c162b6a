import Logging
import Synchronization

/// A member of a consumer group, reading one stream on a connection of its own: every entry is handed out until it is
/// acknowledged, at least once.
///
/// Creates stream and group when they are missing, also when Redis lost them. After every connect it reads its own
/// pending entries first, then takes over entries that other members left idle, then waits for new ones. An entry
/// that was not acknowledged when its handler returned is handed out again after a pause, without holding up others.
/// Needs Redis 6.2 (`XAUTOCLAIM`). One ``run(_:)`` at a time.
package final class StreamConsumer: Sendable {
    package let stream: String
    package let group: String
    /// Names this member in the group; the same name after a restart finds its pending entries again.
    package let consumer: String
    let options: StreamConsumerOptions
    let time: MonotonicTime
    private let client: RedisClient
    private let schedule: Mutex<StreamRetrySchedule>

    package init(
        _ client: RedisClient,
        stream: String,
        group: String,
        consumer: String,
        options: StreamConsumerOptions = StreamConsumerOptions(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.client = client
        self.stream = stream
        self.group = group
        self.consumer = consumer
        self.options = options
        self.time = MonotonicTime(clock)
        self.schedule = Mutex(StreamRetrySchedule(initial: options.retryInitial, maximum: options.retryMaximum))
    }

    /// Hands out entries, one after another, until the task is cancelled; a handler that is at work is awaited.
    ///
    /// The handler acknowledges, by ``acknowledge(_:)`` or in a script of its own followed by ``settled(_:)``.
    package func run(_ handle: (StreamEntry) async -> Void) async {
        var backoff = client.options.backoff
        while !Task.isCancelled {
            let start = time.now()
            do {
                try await client.withDedicatedConnection(name: "stream") { connection in
                    try await StreamSession(consumer: self, connection: connection).run(handle)
                }
            } catch {
                if Task.isCancelled { return }
                client.logger.warning(
                    "stream reading interrupted",
                    metadata: ["stream": "\(stream)", "group": "\(group)", "reason": "\(error)"]
                )
            }
            backoff.connectionEnded(after: time.now() - start)
            try? await time.sleep(backoff.next(random: .random(in: 0..<1)))
        }
    }

    /// Acknowledges an entry on the client's shared connection.
    package func acknowledge(_ id: StreamEntryID) async throws(RedisError) {
        _ = try await client.command("XACK", stream, group, id)
        settled(id)
    }

    /// Tells that an entry was acknowledged by other means, which spares Redis the question after the first pause.
    package func settled(_ id: StreamEntryID) {
        schedule.withLock { $0.settle(id) }
    }

    func report(_ dead: DeadEntry) {
        client.logger.error(
            "stream entry given up",
            metadata: ["stream": "\(stream)", "group": "\(group)", "id": "\(dead.id)"]
        )
    }

    func withSchedule<Value: Sendable>(_ body: (inout sending StreamRetrySchedule) -> sending Value) -> Value {
        schedule.withLock(body)
    }
}
