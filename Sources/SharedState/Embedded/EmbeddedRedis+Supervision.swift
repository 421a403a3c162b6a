import Glibc
import Logging

extension EmbeddedRedis {
    /// Watches the server until the task is cancelled or ``shutdown()`` is called: starts it again, with its data,
    /// when nobody listens any more; leaves it alone when it only does not answer.
    package func run() async {
        var backoff = ReconnectBackoff(initial: .milliseconds(50), maximum: .seconds(10), stableAfter: .seconds(10))
        var hasJustServed = false
        while !Task.isCancelled, !isStopping {
            switch await probe.look() {
            case .serving(let connection, let process):
                if note(.serving, process: process) { log(.info, "private redis serves") }
                let start = time.now()
                await watch(connection)
                backoff.connectionEnded(after: time.now() - start)
                hasJustServed = true
                continue
            case .absent:
                // The first restart after service follows at once, later ones pause.
                if !hasJustServed { await pause(backoff.next(random: .random(in: 0..<1))) }
                hasJustServed = false
                await restart()
            case .loading:
                note(.loading)
                await pause(.milliseconds(50))
            case .silent(let reason):
                if note(.silent) { log(.error, "private redis does not answer", reason) }
                await pause(.milliseconds(200))
            case .foreign(let directory):
                if note(.foreign) { log(.error, "private redis socket taken", foreign(directory).message) }
                await pause(.seconds(1))
            }
        }
    }

    /// Holds the connection until it ends or the server stops answering.
    ///
    /// A blocking read of one second that the server itself ends serves as its heartbeat; the connection's end is
    /// noticed at once.
    private func watch(_ connection: RedisConnection) async {
        await withTaskCancellationHandler {
            while !Task.isCancelled, !isStopping {
                let limit = Duration.seconds(1) + options.pingLimit
                guard (try? await connection.command("BLPOP", "hemostat:supervision", 1, deadline: limit)) != nil else {
                    break
                }
            }
        } onCancel: {
            connection.closeNow()
        }
        connection.closeNow()
    }

    private func restart() async {
        guard !Task.isCancelled, !isStopping else { return }
        // A server that is ending closes its socket before its files; two must never write the same files.
        if let process = processIdentifier, ProcessProbe.isAlive(process) { return await pause(.milliseconds(20)) }
        note(.restarting)
        log(.warning, "private redis ended, starting it again", layout.lastLogMessage)
        do {
            try await launch()
        } catch {
            log(.error, "private redis cannot be started", error.message)
        }
    }

    /// Starts the server and waits until it serves.
    func launch() async throws(EmbeddedRedisError) {
        try await EmbeddedRedisLauncher(layout: layout, options: options).launch()
        try await awaitService(launched: true)
    }

    /// Waits until the server serves; one `launched` a moment ago may not listen yet.
    func awaitService(launched: Bool) async throws(EmbeddedRedisError) {
        let start = time.now()
        var limit = options.startLimit
        var last = "it does not answer"
        while time.now() - start < limit {
            if Task.isCancelled { throw EmbeddedRedisError(.cancelled, "starting the private redis was cancelled") }
            switch await probe.look() {
            case .serving(let connection, let process):
                connection.closeNow()
                note(.serving, process: process)
                return
            case .loading:
                limit = options.loadLimit
                last = "it is still loading its data"
            case .absent:
                // An orphan that was just ending.
                if !launched { return try await launch() }
                if let process = layout.recordedProcess, !ProcessProbe.isAlive(process) {
                    throw EmbeddedRedisError(.startFailed, "redis-server in \(layout.data) ended: \(lastWords)")
                }
                last = lastWords
            case .silent(let reason):
                last = reason
            case .foreign(let directory):
                throw foreign(directory)
            }
            await pause(.milliseconds(5))
        }
        let process = layout.recordedProcess.map { " (process \($0))" } ?? ""
        throw EmbeddedRedisError(
            launched ? .startFailed : .notAnswering,
            "the private redis in \(layout.directory)\(process) did not serve within \(limit): \(last)"
        )
    }

    private var lastWords: String { layout.lastLogMessage ?? "it left no message in \(layout.log)" }

    private func log(_ level: Logger.Level, _ message: Logger.Message, _ reason: String? = nil) {
        var metadata: Logger.Metadata = ["directory": "\(layout.directory)"]
        if let reason { metadata["reason"] = "\(reason)" }
        logger.log(level: level, message, metadata: metadata)
    }
}
