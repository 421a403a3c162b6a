import NIOCore

/// The phases of a ``RedisClient``, without its locks, timers and sockets: each method changes the phase and returns
/// what the client has to do.
struct RedisClientState {
    enum Phase {
        /// Not started, or the first attempt failed.
        case idle
        case connecting
        case connected(RedisConnection, since: NIODeadline)
        /// Between two attempts.
        case pausing
        case closed
    }

    typealias Waiter = CheckedContinuation<Result<Void, RedisError>, Never>
    typealias Observer = AsyncStream<RedisConnectionState>.Continuation

    private(set) var phase = Phase.idle
    private(set) var lastError: RedisError
    private var backoff: ReconnectBackoff
    private var waiters: [Int: Waiter] = [:]
    private var observers: [Int: Observer] = [:]
    private var lastID = 0
    private var primary = PrimaryIdentity()
    private var listeners: [@Sendable () -> Void] = []
    private var dedicated: [WeakConnection] = []

    init(backoff: ReconnectBackoff, place: String) {
        self.backoff = backoff
        self.lastError = RedisError(.notConnected, "redis at \(place) has not been connected yet")
    }

    var connection: RedisConnection? {
        guard case .connected(let connection, _) = phase else { return nil }
        return connection
    }

    var observed: RedisConnectionState { connection == nil ? .disconnected(lastError) : .connected }

    /// Whether the caller shall make the first attempt.
    mutating func start() -> Bool {
        guard case .idle = phase else { return false }
        phase = .connecting
        return true
    }

    /// Whether the pause was still on and the caller shall make the next attempt.
    mutating func endPause() -> Bool {
        guard case .pausing = phase else { return false }
        phase = .connecting
        return true
    }

    /// Takes a connection; false when the client was closed meanwhile.
    ///
    /// The waiters are to be resumed.
    mutating func take(_ connection: RedisConnection, now: NIODeadline) -> (taken: Bool, waiters: [Waiter]) {
        guard case .connecting = phase else { return (false, []) }
        phase = .connected(connection, since: now)
        for observer in observers.values { observer.yield(.connected) }
        defer { waiters = [:] }
        return (true, Array(waiters.values))
    }

    /// Takes note of a failed attempt; the pause before the next, nil when there shall be none.
    mutating func attemptFailed(_ error: RedisError, isLast: Bool, random: Double) -> Duration? {
        guard case .connecting = phase else { return nil }
        lastError = error
        phase = isLast ? .idle : .pausing
        return isLast ? nil : backoff.next(random: random)
    }

    /// Takes note of the connection's end; the pause before the next attempt, nil when it was not the current one.
    mutating func connectionEnded(
        _ ended: RedisConnection,
        _ error: RedisError,
        now: NIODeadline,
        random: Double
    ) -> Duration? {
        guard case .connected(let connection, let since) = phase, connection === ended else { return nil }
        lastError = error
        phase = .pausing
        backoff.connectionEnded(after: Duration(now - since))
        for observer in observers.values { observer.yield(.disconnected(error)) }
        return backoff.next(random: random)
    }

    /// Ends everything; the connection is to be closed, the waiters to be failed and the observers to be finished
    /// (outside of the lock, because an observer's end calls back).
    mutating func close(
        _ error: RedisError
    ) -> (connection: RedisConnection?, waiters: [Waiter], observers: [Observer]) {
        let result = (connection, Array(waiters.values), Array(observers.values))
        phase = .closed
        lastError = error
        observers = [:]
        waiters = [:]
        return result
    }

    /// Registers a waiter for the next connection; a result when there is nothing to wait for.
    mutating func wait(_ id: Int, _ waiter: Waiter) -> Result<Void, RedisError>? {
        switch phase {
        case .connected: return .success(())
        case .closed: return .failure(lastError)
        case .idle, .connecting, .pausing:
            waiters[id] = waiter
            return nil
        }
    }

    mutating func stopWaiting(_ id: Int) -> Waiter? { waiters.removeValue(forKey: id) }

    /// Registers an observer and tells it the present state; false when it is the last and the observer is to be
    /// finished.
    mutating func observe(_ id: Int, _ observer: Observer) -> Bool {
        observer.yield(observed)
        if case .closed = phase { return false }
        observers[id] = observer
        return true
    }

    mutating func stopObserving(_ id: Int) { observers[id] = nil }

    // MARK: The primary

    /// Called when commands would reach another primary, or another life of it, than before.
    mutating func listen(_ listener: @escaping @Sendable () -> Void) { listeners.append(listener) }

    var lastPrimaryChange: NIODeadline? { primary.lastChange }

    /// Takes note of the server that a new connection leads to; when it is another one, those to tell, and the
    /// connections of one's own that still lead to the former.
    mutating func meet(
        _ connection: RedisConnection,
        now: NIODeadline
    ) -> (predecessor: String?, change: (listeners: [@Sendable () -> Void], stale: [RedisConnection])?) {
        let isChange = primary.meet(connection.facts.runID, at: now)
        guard isChange else { return (primary.predecessor, nil) }
        let stale = dedicated.compactMap(\.connection).filter { $0.facts.runID != connection.facts.runID }
        return (primary.predecessor, (listeners, stale))
    }

    /// Remembers a connection beside the shared one, for as long as somebody holds it.
    ///
    /// - Returns: whether it leads to the same server.
    mutating func lend(_ connection: RedisConnection) -> Bool {
        dedicated.removeAll { $0.connection?.isOpen != true }
        dedicated.append(WeakConnection(connection))
        return primary.isCurrent(connection.facts.runID)
    }

    mutating func makeID() -> Int {
        lastID += 1
        return lastID
    }
}

/// A connection that somebody else holds.
private struct WeakConnection {
    weak var connection: RedisConnection?

    init(_ connection: RedisConnection) { self.connection = connection }
}
