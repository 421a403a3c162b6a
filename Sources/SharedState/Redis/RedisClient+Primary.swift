import Logging
import NIOCore

// Which server the commands reach, and what follows when it is another one.

extension RedisClient {
    /// Whether what matters must have reached a replica before it counts: with Sentinel always, else once a replica
    /// was seen.
    package var isReplicated: Bool { connector.demand.isRequired }

    /// How long ago commands began to reach another primary, or another life of it; nil when that never happened.
    package var timeSincePrimaryChange: Duration? {
        lastPrimaryChange.map { Duration(.now() - $0) }
    }

    /// Calls back whenever commands are about to reach another primary, or another life of it, than before; by then
    /// none has.
    ///
    /// Called on the event loop: it must return at once. Never called for the private Redis.
    package func onPrimaryChange(_ listener: @escaping @Sendable () -> Void) {
        withState { $0.listen(listener) }
    }

    /// Finds out, before anybody can use it, whether a new connection leads to another server than the last one.
    func meet(_ connection: RedisConnection) {
        guard !options.isPrivate else { return }
        let (predecessor, change) = withState { $0.meet(connection, now: .now()) }
        connection.note(predecessor: predecessor) { [weak self, weak connection] in
            guard let self, let connection else { return }
            verify(connection)
        }
        guard let change else { return }
        logger.warning("redis primary changed", metadata: ["redis": "\(endpoint)"])
        for listener in change.listeners { listener() }
        for connection in change.stale { connection.drop("another redis is the primary now") }
    }

    /// Asks the Sentinels whether this connection still leads to the primary, and gives it up when it does not.
    private func verify(_ connection: RedisConnection) {
        guard case .sentinel(let sentinels) = endpoint.address else { return }
        connector.primary(by: sentinels).whenSuccess { server in
            guard connection.address != .tcp(host: server.host, port: server.port) else { return }
            connection.drop("the sentinels name another primary")
        }
    }
}
