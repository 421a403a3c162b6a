import Glibc
import Synchronization

@testable import SharedState

/// A real `redis-server` of one test on a unix socket in a temporary directory.
final class TestRedis: Sendable {
    let directory = TestDirectory()
    private let arguments: [String]
    private let process = Mutex<TestProcess?>(nil)

    var socket: String { directory.path + "/s" }
    var endpoint: RedisEndpoint { RedisEndpoint(.unix(path: socket)) }

    /// Starts a server; `arguments` come after the usual ones.
    init(_ arguments: [String] = []) async throws {
        self.arguments = arguments
        try await start()
    }

    func start() async throws {
        unlink(socket)
        let child = try TestProcess(
            [
                "redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", directory.path,
                "--logfile", directory.path + "/log",
            ] + arguments
        )
        process.withLock { $0 = child }
        try await eventually("redis listens") { SocketProbe.ask(socket) == .listening }
    }

    /// Kills the server with SIGKILL and collects it.
    func kill() { process.withLock { $0?.end() } }
    func freeze() { process.withLock { $0?.signal(SIGSTOP) } }
    func thaw() { process.withLock { $0?.signal(SIGCONT) } }

    /// A connected client; quick to reconnect unless told otherwise.
    func client(_ change: (inout RedisOptions) -> Void = { _ in }) async throws -> RedisClient {
        var options = RedisOptions()
        options.backoff = ReconnectBackoff(initial: .milliseconds(5), maximum: .milliseconds(50))
        // A loaded machine must not end what a test is not about.
        options.commandDeadline = .seconds(60)
        options.connectTimeout = .seconds(20)
        change(&options)
        let client = try RedisClient(endpoint, options: options, logger: SilentLog.logger)
        try await client.connect()
        return client
    }
}
