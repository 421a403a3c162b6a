import CurlTransport
import HemoStatCore
import Logging
import OperatorClient
import SharedState
import Synchronization
import TestSupport

@testable import OperatorAPI

/// A server on a port the kernel picks and on a unix socket, before a real Redis.
final class ServerWorld: Sendable {
    let folder: TemporaryDirectory
    let redis: RedisServer
    let client: RedisClient
    let transport = CurlTransport()
    /// What `/readyz` has to say against us.
    let problem = Mutex<String?>(nil)
    private let bound = Mutex<String?>(nil)

    init() async throws {
        folder = try TemporaryDirectory()
        redis = try await RedisServer.start()
        var options = RedisOptions()
        options.backoff = ReconnectBackoff(initial: .milliseconds(5), maximum: .milliseconds(50))
        client = try RedisClient(
            RedisEndpoint(.unix(path: redis.socketPath)),
            options: options,
            logger: Self.logger
        )
        try await client.connect()
    }

    static var logger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    var socketPath: String { OperatorClient.socketPath(in: folder.path) }

    var reader: StatusReader {
        StatusReader(
            redis: client,
            identity: "me",
            version: "0.1.0",
            now: { Timestamp(microseconds: 1_762_164_000_000_000) }
        )
    }

    func server(port: Int = 0) -> OperatorServer {
        OperatorServer(
            listeners: OperatorServer.Listeners(
                host: "127.0.0.1",
                port: port,
                socketPath: socketPath,
                bound: { address in self.bound.withLock { $0 = address } }
            ),
            readiness: HealthChecks([
                ("redis", { self.client.isConnected ? nil : "redis does not answer" }),
                ("other", { self.problem.withLock { $0 } }),
            ]),
            status: reader,
            audit: AuditReader(redis: client, now: { Timestamp(microseconds: 1_762_164_000_000_000) }),
            logger: Self.logger
        )
    }

    /// Runs a server while the body asks it, given its plain address.
    func serving(while body: (String) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await self.server().run() }
            defer { group.cancelAll() }
            let address = try await eventually("the listener", value: { bound.withLock { $0 } })
            try await eventually("the socket") { Files.exists(socketPath) }
            try await body("http://\(address)")
        }
    }

    func get(_ url: String) async throws -> HTTPResponse { try await transport.send(HTTPRequest(.get, url)) }

    /// Asks on the unix socket.
    func getLocally(_ path: String) async throws -> HTTPResponse {
        var request = HTTPRequest(.get, "http://operator\(path)")
        request.unixSocketPath = socketPath
        return try await transport.send(request)
    }

    func close() async {
        await transport.shutdown()
        await client.close()
        await redis.stop()
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
