import Glibc
import Synchronization

/// A real `redis-server` in a folder of its own, which it keeps over restarts.
///
/// Ended at the latest with this object.
package final class RedisServer: Sendable {
    /// Where it listens.
    package enum Listener: Sendable {
        /// On a unix socket in its folder, on no port.
        case unixSocket
        /// On a free port of 127.0.0.1, and on the unix socket too.
        case loopback
    }

    /// The unix socket.
    package let socketPath: String
    /// The port on 127.0.0.1; 0 without one.
    package let port: UInt16
    /// The folder with its data.
    package let folder: String
    private let directory: TemporaryDirectory
    private let arguments: [String]
    private let password: String?
    private let child = Mutex<ChildProcess?>(nil)

    /// Starts a server and waits until it answers.
    ///
    /// A password is then required of clients; arguments are more of its configuration, such as `["--maxmemory", "8mb"]`.
    /// - Throws: `SystemError`, `AwaitError`.
    package static func start(
        _ listener: Listener = .unixSocket,
        password: String? = nil,
        arguments: [String] = []
    ) async throws -> RedisServer {
        let server = try RedisServer(listener, password: password, arguments: arguments)
        try await server.start()
        return server
    }

    private init(_ listener: Listener, password: String?, arguments: [String]) throws {
        directory = try TemporaryDirectory()
        folder = directory.path
        socketPath = directory.file("redis.sock")
        self.password = password
        switch listener {
        case .unixSocket: port = 0
        // The kernel names a free port; nothing else binds it in the instant before Redis does.
        case .loopback: port = try Socket.listenOnLoopback().port
        }
        self.arguments =
            [
                "--dir", folder, "--unixsocket", socketPath, "--unixsocketperm", "700", "--bind", "127.0.0.1",
                "--port", "\(port)", "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
                "--daemonize", "no",
            ] + (password.map { ["--requirepass", $0] } ?? []) + arguments
    }

    deinit { kill() }

    /// Its process id; nil while it does not run.
    package var pid: Int32? { child.withLock { $0?.isRunning == true ? $0?.pid : nil } }

    /// What the running server wrote to its log.
    package var log: String { child.withLock { $0?.output } ?? "" }

    /// Starts it with the data it had, and waits until it answers.
    /// - Throws: `SystemError`, `AwaitError`.
    package func start() async throws {
        let started = try ChildProcess("redis-server", arguments)
        child.withLock { $0 = started }
        try await eventually(within: .seconds(20), every: .milliseconds(5), "redis-server in \(folder) to answer") {
            guard started.isRunning else { throw CommandError(command: "redis-server", output: started.output) }
            return try ping()
        }
    }

    /// Asks it to end (SIGTERM; it saves what it has) and waits.
    package func stop() async {
        let running = child.withLock { $0 }
        await running?.stop()
    }

    /// Ends it at once (SIGKILL).
    package func kill() { child.withLock { $0?.kill() } }

    /// Freezes it: connections stay open and nothing answers.
    package func pause() { child.withLock { $0?.pause() } }

    package func resume() { child.withLock { $0?.resume() } }

    /// Stops it and starts it again with the same data at the same place.
    package func restart() async throws {
        await stop()
        try await start()
    }

    /// Runs `redis-cli` against it, an independent witness, and returns what it printed without the newline at its end.
    /// - Throws: `CommandError`, `AwaitError`, `SystemError`.
    package func cli(_ arguments: String...) async throws -> String {
        let result = try await ChildProcess.run(
            "redis-cli",
            ["-s", socketPath, "-e"] + arguments,
            environment: password.map { ["REDISCLI_AUTH": $0] } ?? [:]
        )
        guard result.succeeded else {
            throw CommandError(
                command: "redis-cli \(arguments.joined(separator: " "))",
                output: result.output + result.errorOutput
            )
        }
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    /// Whether it answers, be it with a refusal; not while it still loads its data.
    private func ping() throws -> Bool {
        let socket = try Socket.connect(toUnixPath: socketPath)
        socket.write(Array("PING\r\n".utf8))
        let answer = String(decoding: socket.read(), as: UTF8.self)
        return answer.hasPrefix("+PONG") || answer.hasPrefix("-NOAUTH")
    }
}
