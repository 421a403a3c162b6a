package import Logging
import Synchronization

/// The private `redis-server` of an operator for which no Redis is configured: a daemon on a unix socket in the state
/// directory, with an append-only file.
///
/// It is supervised by connection, not as a child: it outlives a killed operator, and the next one adopts it. One
/// live process owns a directory at a time (``DirectoryLock``).
package final class EmbeddedRedis: Sendable {
    private struct State {
        var latest = EmbeddedRedisState.restarting
        var process: Int32?
        var isStopping = false
    }

    package let endpoint: RedisEndpoint
    let layout: EmbeddedRedisLayout
    let options: EmbeddedRedisOptions
    let probe: EmbeddedRedisProbe
    let time: MonotonicTime
    let logger: Logger
    private let lock: DirectoryLock
    private let state = Mutex(State())

    private init(
        _ layout: EmbeddedRedisLayout,
        _ lock: DirectoryLock,
        _ options: EmbeddedRedisOptions,
        _ logger: Logger,
        _ clock: any Clock<Duration>
    ) throws(EmbeddedRedisError) {
        self.layout = layout
        self.lock = lock
        self.options = options
        self.logger = logger
        self.time = MonotonicTime(clock)
        self.endpoint = RedisEndpoint(.unix(path: layout.socket))
        do {
            self.probe = try EmbeddedRedisProbe(layout, pingLimit: options.pingLimit)
        } catch {
            throw EmbeddedRedisError(.startFailed, error.message)
        }
    }

    /// Owns the directory and returns when its server serves: an orphan is adopted, otherwise a new one is started.
    ///
    /// - Throws: One sentence about the directory, its owner, the program or the server's last words.
    package static func open(
        in directory: String,
        options: EmbeddedRedisOptions = EmbeddedRedisOptions(),
        logger: Logger = Logger(label: "redis"),
        clock: any Clock<Duration> = ContinuousClock()
    ) async throws(EmbeddedRedisError) -> EmbeddedRedis {
        let layout = try EmbeddedRedisLayout(directory)
        try layout.makeDirectories()
        let lock = try await takeLock(layout, MonotonicTime(clock))
        let redis = try EmbeddedRedis(layout, lock, options, logger, clock)
        let finding = await redis.probe.look()
        if case .absent = finding {
            try await redis.launch()
            logger.info("private redis started", metadata: ["directory": "\(directory)"])
        } else {
            try await redis.awaitService(launched: false)
            logger.info("private redis adopted", metadata: ["directory": "\(directory)"])
        }
        return redis
    }

    /// Takes the lock.
    ///
    /// A killed owner's lock may outlive it for a moment, in a child that was just being forked; then it is waited for.
    private static func takeLock(
        _ layout: EmbeddedRedisLayout,
        _ time: MonotonicTime
    ) async throws(EmbeddedRedisError) -> DirectoryLock {
        let start = time.now()
        while true {
            do throws(EmbeddedRedisError) {
                return try DirectoryLock(layout)
            } catch {
                guard case .inUse(let owner?) = error.code, !ProcessProbe.isAlive(owner),
                    time.now() - start < .seconds(1)
                else { throw error }
            }
            try? await time.sleep(.milliseconds(10))
        }
    }

    package var latestState: EmbeddedRedisState { state.withLock { $0.latest } }

    /// The server's process, as it said itself when it last served.
    package var processIdentifier: Int32? { state.withLock { $0.process } }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Remembers a finding and tells whether it is news.
    @discardableResult
    func note(_ latest: EmbeddedRedisState, process: Int32? = nil) -> Bool {
        state.withLock { state in
            defer { state.latest = latest }
            if let process { state.process = process }
            return state.latest != latest
        }
    }

    /// Asks the server to end, waits until its process is gone, and gives the directory up.
    ///
    /// Cancel and await ``run()`` before. Works in a cancelled task.
    ///
    /// - Throws: When the server does not answer, refuses to end, or takes longer than `stopLimit`.
    package func shutdown() async throws(EmbeddedRedisError) {
        state.withLock { $0.isStopping = true }
        let start = time.now()
        while true {
            switch await probe.look(isCancellable: false) {
            case .absent:
                if processIdentifier.map(ProcessProbe.isAlive) != true {
                    note(.stopped)
                    return lock.release()
                }
            case .serving(let connection, let process):
                note(.serving, process: process)
                try await end(connection)
            case .foreign(let directory):
                throw foreign(directory)
            case .loading, .silent:
                break
            }
            guard time.now() - start < options.stopLimit else {
                let process = processIdentifier.map { " (process \($0))" } ?? ""
                throw EmbeddedRedisError(
                    .notAnswering,
                    "the private redis in \(layout.directory)\(process) did not end within \(options.stopLimit)"
                )
            }
            await RedisEventLoop.pause(.milliseconds(5))
        }
    }

    private func end(_ connection: RedisConnection) async throws(EmbeddedRedisError) {
        defer { connection.closeNow() }
        do {
            _ = try await connection.command("SHUTDOWN", deadline: options.stopLimit)
        } catch {
            // The answer to SHUTDOWN is the connection's end; words are a refusal (a full disk, for example).
            guard error.replyPrefix != nil else { return }
            throw EmbeddedRedisError(.notAnswering, "the private redis in \(layout.directory) did not end: \(error)")
        }
    }

    func foreign(_ directory: String) -> EmbeddedRedisError {
        EmbeddedRedisError(
            .foreignServer,
            "another redis, with its data in \(directory), answers on \(layout.socket); "
                + "stop it or choose another directory"
        )
    }

    /// Sleeps; at once over in a cancelled task.
    func pause(_ duration: Duration) async {
        try? await time.sleep(duration)
    }
}
