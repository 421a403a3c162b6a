import NIOCore
import Synchronization

/// One connection to Redis, logged in, from any thread.
///
/// It is not restored when it ends.
///
/// The shared connection of a ``RedisClient`` is one; blocking reads get one of their own from
/// ``RedisClient/withDedicatedConnection(name:_:)``, because everything behind them waits.
package final class RedisConnection: RedisCommanding {
    private struct Server {
        var facts = RedisServerFacts()
        var address: RedisEndpoint.Address?
        var predecessor: String?
        var onDoubt: (@Sendable () -> Void)?
    }

    private let channel: any Channel
    private let inbox: RedisInbox
    private let demand: ReplicationDemand
    /// Whether it leads to the operator's private Redis.
    let isPrivate: Bool
    private let server = Mutex(Server())
    private let defaultDeadline: Duration
    let handler: NIOLoopBound<RedisChannelHandler>

    init(
        _ channel: any Channel,
        handler: RedisChannelHandler,
        defaultDeadline: Duration,
        demand: ReplicationDemand,
        isPrivate: Bool
    ) {
        self.isPrivate = isPrivate
        self.channel = channel
        self.demand = demand
        self.inbox = handler.inbox
        self.defaultDeadline = defaultDeadline
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// A connection that nobody holds any more is closed.
    deinit { closeNow() }

    package var isOpen: Bool { inbox.isOpen }

    package func send(
        _ commands: [[any RESPArgument]],
        deadline: Duration?,
        subject: String
    ) async throws(RedisError) -> [RESPValue] {
        guard !commands.isEmpty else { return [] }
        let result = await withCheckedContinuation { continuation in
            submit(commands, deadline: deadline, subject: subject) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    /// Sends commands and calls back on the event loop, or at once when the connection has ended.
    func submit(
        _ commands: [[any RESPArgument]],
        deadline: Duration? = nil,
        subject: String,
        complete: @escaping @Sendable (Result<[RESPValue], RedisError>) -> Void
    ) {
        var bytes = channel.allocator.buffer(capacity: 256)
        for command in commands { bytes.writeCommand(command) }
        let request = RedisRequest(
            bytes: bytes,
            replyCount: commands.count,
            deadline: .now() + TimeAmount(deadline ?? defaultDeadline),
            subject: subject,
            complete: complete
        )
        switch inbox.add(request) {
        case .queued: break
        case .wakesLoop: channel.eventLoop.execute { [handler] in handler.value.drain() }
        case .refused(let error): complete(.failure(error))
        }
    }

    /// Passes on messages of subscribed channels, and the connection's end, on the event loop.
    func listen(onMessage: @escaping @Sendable (RESPValue) -> Void, onEnd: @escaping @Sendable (RedisError) -> Void) {
        channel.eventLoop.execute { [handler] in
            if let reason = handler.value.endReason { return onEnd(RedisError(.connectionLost, reason)) }
            handler.value.onMessage = onMessage
            handler.value.onEnd = onEnd
        }
    }

    /// Ends the connection as one that was lost, for this reason.
    func drop(_ reason: String) {
        channel.eventLoop.execute { [handler] in handler.value.end(.connectionLost, reason: reason) }
    }

    /// Ends the connection without waiting; commands on the wire fail with ``RedisError/Code/closed``.
    package func closeNow() {
        channel.eventLoop.execute { [handler] in handler.value.end(.closed, reason: "closed by us") }
    }

    /// Ends the connection and returns when its socket is closed.
    package func close() async {
        closeNow()
        // The future of a channel's end does not fail.
        try? await channel.closeFuture.get()
    }
}

// MARK: - The server at the other end

extension RedisConnection {
    package func connection() -> RedisConnection { self }

    /// What the greeting told about the server.
    package var facts: RedisServerFacts { server.withLock { $0.facts } }

    /// Where the server is; nil before the greeting.
    var address: RedisEndpoint.Address? { server.withLock { $0.address } }

    /// The life of a server that this client was connected to before, when this is another one.
    var predecessor: String? { server.withLock { $0.predecessor } }

    /// Whether what matters must have reached a replica before it counts.
    package var isReplicated: Bool { demand.isRequired }

    func note(_ facts: RedisServerFacts, at address: RedisEndpoint.Address) {
        if facts.replicas > 0 { demand.require() }
        server.withLock { server in
            server.facts = facts
            server.address = address
        }
    }

    /// Replicas that were seen since the greeting.
    func note(replicas: Int) {
        if replicas > 0 { demand.require() }
        server.withLock { $0.facts.replicas = replicas }
    }

    func note(predecessor: String?, onDoubt: @escaping @Sendable () -> Void) {
        server.withLock { server in
            server.predecessor = predecessor
            server.onDoubt = onDoubt
        }
    }

    /// Has the client ask whether this is still the primary: nobody acknowledges what is written here.
    func doubt() { server.withLock { $0.onDoubt }?() }
}
