import Synchronization

/// Messages of subscribed channels, on a connection of their own, for one reader.
///
/// Ends by throwing when the connection ends: what was published meanwhile is lost, as always with pub/sub, and
/// subscribing anew is the reader's decision. A reader that falls behind loses the oldest messages (``dropped``).
package final class PubSubSubscription: AsyncSequence, Sendable {
    package typealias Element = PubSubMessage

    package struct AsyncIterator: AsyncIteratorProtocol {
        // The subscription lives while it is read.
        fileprivate let subscription: PubSubSubscription
        fileprivate var base: AsyncThrowingStream<PubSubMessage, any Error>.Iterator

        package mutating func next(isolation actor: isolated (any Actor)?) async throws -> PubSubMessage? {
            try await base.next(isolation: actor)
        }
    }

    private let messages: AsyncThrowingStream<PubSubMessage, any Error>
    private let sink: AsyncThrowingStream<PubSubMessage, any Error>.Continuation
    private let connection: RedisConnection
    private let droppedCount = Atomic<Int>(0)

    init(_ connection: RedisConnection, bufferLimit: Int) {
        self.connection = connection
        (messages, sink) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingNewest(bufferLimit))
        sink.onTermination = { _ in connection.closeNow() }
    }

    deinit {
        sink.finish()
        connection.closeNow()
    }

    /// How many messages were lost because the reader was too slow.
    package var dropped: Int { droppedCount.load(ordering: .relaxed) }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(subscription: self, base: messages.makeAsyncIterator())
    }

    /// Ends the subscription; the reader gets the messages received so far and then the end.
    package func close() async {
        sink.finish()
        await connection.close()
    }

    /// Subscribes, and returns when Redis has confirmed every channel and pattern.
    func subscribe(to channels: [String], matching patterns: [String]) async throws(RedisError) {
        connection.listen(
            onMessage: { [weak self] reply in self?.take(reply) },
            onEnd: { [sink] error in
                if error.code == .closed { sink.finish() } else { sink.finish(throwing: error) }
            }
        )
        // Redis confirms each channel on its own, so each gets a command of its own.
        let commands: [[any RESPArgument]] =
            channels.map { ["SUBSCRIBE", $0] } + patterns.map { ["PSUBSCRIBE", $0] }
        for reply in try await connection.send(commands, deadline: nil, subject: "SUBSCRIBE") {
            if case .error(let error) = reply { throw .reply(error, to: "SUBSCRIBE") }
        }
    }

    private func take(_ reply: RESPValue) {
        guard let message = PubSubMessage(reply) else { return }
        if case .dropped = sink.yield(message) { droppedCount.add(1, ordering: .relaxed) }
    }
}

extension RedisClient {
    /// Subscribes to channels by name and by pattern on a connection of its own; returns when Redis has confirmed.
    ///
    /// At most `bufferLimit` messages are held for a slow reader.
    package func subscribe(
        to channels: [String] = [],
        matching patterns: [String] = [],
        bufferLimit: Int = 1024
    ) async throws(RedisError) -> PubSubSubscription {
        let connection = try await openDedicatedConnection(name: "subscriber")
        let subscription = PubSubSubscription(connection, bufferLimit: bufferLimit)
        try await subscription.subscribe(to: channels, matching: patterns)
        return subscription
    }
}
