package import Logging
package import NIOCore
import Synchronization

/// Redis for the whole process: one pipelined connection that is restored in the background.
///
/// A command while there is no connection fails at once with ``RedisError/Code/notConnected``; use
/// ``waitUntilConnected(within:)`` where waiting is right. A command that was on the wire when the connection ended
/// fails with `mayHaveExecuted` set and is never sent again by us. Owns no tasks: everything happens in callbacks of
/// the event loop, whose timers also measure the pauses between attempts.
package final class RedisClient: RedisCommanding {
    package let endpoint: RedisEndpoint
    package let options: RedisOptions
    let connector: RedisConnector
    let logger: Logger
    private let state: Mutex<RedisClientState>

    /// Prepares a client that is not connected yet.
    ///
    /// - Throws: When the endpoint's certificate authorities cannot be loaded.
    package init(
        _ endpoint: RedisEndpoint,
        options: RedisOptions = RedisOptions(),
        logger: Logger = Logger(label: "redis"),
        eventLoop: any EventLoop = RedisEventLoop.shared
    ) throws(RedisError) {
        self.endpoint = endpoint
        self.options = options
        self.logger = logger
        self.connector = try RedisConnector(endpoint, options: options, loop: eventLoop)
        self.state = Mutex(RedisClientState(backoff: options.backoff, place: endpoint.place))
    }

    /// When commands began to reach another primary than before.
    var lastPrimaryChange: NIODeadline? { state.withLock { $0.lastPrimaryChange } }

    func withState<Value: Sendable>(_ body: (inout sending RedisClientState) -> sending Value) -> Value {
        state.withLock(body)
    }

    package func connection() throws(RedisError) -> RedisConnection {
        let (connection, lastError) = state.withLock { ($0.connection, $0.lastError) }
        guard let connection else { throw lastError }
        return connection
    }

    package var isConnected: Bool { state.withLock { $0.connection?.isOpen ?? false } }

    package func send(
        _ commands: [[any RESPArgument]],
        deadline: Duration?,
        subject: String
    ) async throws(RedisError) -> [RESPValue] {
        let (connection, lastError) = state.withLock { ($0.connection, $0.lastError) }
        guard let connection else {
            if lastError.code == .closed { throw lastError }
            throw RedisError(.notConnected, "\(subject) was not sent to redis: \(lastError.message)")
        }
        return try await connection.send(commands, deadline: deadline, subject: subject)
    }

    /// Makes the first attempt and throws when it fails; then nothing goes on in the background, and `connect` or
    /// ``start()`` may be called again.
    ///
    /// After success the connection is restored whenever it ends. Returns when it is up if somebody else has started
    /// the client. Takes at most `connectTimeout`, also in a cancelled task.
    package func connect() async throws(RedisError) {
        guard state.withLock({ $0.start() }) else {
            return try await waitUntilConnected(within: options.connectTimeout)
        }
        let promise = connector.loop.makePromise(of: Void.self)
        attempt(first: promise)
        do {
            try await promise.futureResult.get()
        } catch let error as RedisError {
            throw error
        } catch {
            throw RedisError(.connectFailed, "\(error)")
        }
    }

    /// Starts to connect in the background, for as long as it takes.
    package func start() {
        if state.withLock({ $0.start() }) { attempt(first: nil) }
    }

    /// Ends the client: commands on the wire fail, waiters fail, the sequences of states end.
    package func close() async {
        let end = RedisError(.closed, "the client of redis at \(endpoint.place) was closed")
        let (connection, waiters, observers) = state.withLock { $0.close(end) }
        for waiter in waiters { waiter.resume(returning: .failure(end)) }
        for observer in observers {
            observer.yield(.disconnected(end))
            observer.finish()
        }
        await connection?.close()
    }
}

// MARK: - Attempts, on the event loop

extension RedisClient {
    /// One attempt.
    ///
    /// With a promise it is the caller's: its failure is told there and ends the matter.
    private func attempt(first promise: EventLoopPromise<Void>?) {
        connector.connect(name: options.clientName).whenComplete { [self] result in
            switch result {
            case .success(let connection):
                take(connection)
                promise?.succeed()
            case .failure(let error):
                let error = error as? RedisError ?? RedisError(.connectFailed, "\(error)")
                logger.debug("redis connect failed", metadata: ["redis": "\(endpoint)", "reason": "\(error)"])
                let pause = state.withLock {
                    $0.attemptFailed(error, isLast: promise != nil, random: .random(in: 0..<1))
                }
                promise?.fail(error)
                if let pause { scheduleAttempt(after: pause) }
            }
        }
    }

    private func take(_ connection: RedisConnection) {
        meet(connection)
        let (taken, waiters) = state.withLock { $0.take(connection, now: .now()) }
        guard taken else { return connection.closeNow() }
        logger.info("redis connected", metadata: ["redis": "\(endpoint)"])
        for waiter in waiters { waiter.resume(returning: .success(())) }
        let handler = connection.handler.value
        if let reason = handler.endReason { return ended(connection, RedisError(.connectionLost, reason)) }
        handler.onEnd = { [weak self, weak connection] error in
            guard let self, let connection else { return }
            self.ended(connection, error)
        }
    }

    private func ended(_ connection: RedisConnection, _ error: RedisError) {
        let pause = state.withLock {
            $0.connectionEnded(connection, error, now: .now(), random: .random(in: 0..<1))
        }
        guard let pause else { return }
        logger.warning("redis connection lost", metadata: ["redis": "\(endpoint)", "reason": "\(error)"])
        scheduleAttempt(after: pause)
    }

    private func scheduleAttempt(after pause: Duration) {
        _ = connector.loop.scheduleTask(in: TimeAmount(pause)) { [weak self] in
            guard let self, state.withLock({ $0.endPause() }) else { return }
            attempt(first: nil)
        }
    }
}

// MARK: - Waiting and observing

extension RedisClient {
    /// Returns when the connection is up.
    ///
    /// - Throws: ``RedisError/Code/notConnected`` after `limit`, with the last attempt's reason; `closed`; `cancelled`.
    package func waitUntilConnected(within limit: Duration) async throws(RedisError) {
        let id = state.withLock { $0.makeID() }
        let result: Result<Void, RedisError> = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if let known = state.withLock({ $0.wait(id, waiter) }) { return waiter.resume(returning: known) }
                // After the waiter is known, or a limit of zero would pass unseen. A timer that comes too late finds
                // no waiter of this number.
                scheduleTimeout(of: id, after: limit)
                if Task.isCancelled { stopWaiting(id, cancelled) }
            }
        } onCancel: {
            stopWaiting(id, cancelled)
        }
        try result.get()
    }

    private func scheduleTimeout(of id: Int, after limit: Duration) {
        _ = connector.loop.scheduleTask(in: TimeAmount(limit)) { [weak self] in
            guard let self else { return }
            let reason = state.withLock { $0.lastError }
            stopWaiting(id, RedisError(.notConnected, "redis did not come within \(limit): \(reason.message)"))
        }
    }

    private var cancelled: RedisError {
        RedisError(.cancelled, "waiting for redis at \(endpoint.place) was cancelled")
    }

    private func stopWaiting(_ id: Int, _ error: RedisError) {
        state.withLock { $0.stopWaiting(id) }?.resume(returning: .failure(error))
    }

    /// The present state and every change from now on; ends when the client is closed.
    ///
    /// Each call makes a sequence of its own, for one reader; a reader that sleeps through changes finds the latest
    /// sixteen.
    package var states: AsyncStream<RedisConnectionState> {
        AsyncStream(bufferingPolicy: .bufferingNewest(16)) { observer in
            let (id, goesOn) = state.withLock { state in
                let id = state.makeID()
                return (id, state.observe(id, observer))
            }
            observer.onTermination = { [weak self] _ in
                self?.state.withLock { $0.stopObserving(id) }
            }
            if !goesOn { observer.finish() }
        }
    }
}

// MARK: - Connections of one's own

extension RedisClient {
    /// Opens a connection beside the shared one, for blocking reads and subscriptions.
    ///
    /// The caller closes it.
    package func openDedicatedConnection(name: String) async throws(RedisError) -> RedisConnection {
        let connection = try await connector.open(name: "\(options.clientName)-\(name)")
        if !state.withLock({ $0.lend(connection) }) { connection.drop("another redis is the primary now") }
        return connection
    }

    /// Lends a connection beside the shared one and closes it afterwards.
    ///
    /// Cancellation closes it at once, which ends a blocking read within milliseconds with ``RedisError/Code/closed``.
    package func withDedicatedConnection<Value>(
        name: String,
        _ body: (RedisConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await openDedicatedConnection(name: name)
        defer { connection.closeNow() }
        return try await withTaskCancellationHandler {
            try await body(connection)
        } onCancel: {
            connection.closeNow()
        }
    }
}
