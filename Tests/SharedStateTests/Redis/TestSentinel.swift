import Glibc
import NIOCore
import Synchronization

@testable import SharedState

/// A primary, its replica and the Sentinels that watch them, on ports of loopback, ended with this object.
final class TestSentinel: Sendable {
    /// One server process.
    final class Node: Sendable {
        let port: Int
        let process: TestProcess
        let directory: TestDirectory

        init(port: Int, process: TestProcess, directory: TestDirectory) {
            self.port = port
            self.process = process
            self.directory = directory
        }

        var endpoint: RedisEndpoint { RedisEndpoint(.tcp(host: "127.0.0.1", port: port)) }
    }

    let primary: Node
    let replica: Node
    let sentinels: [Node]

    /// The endpoint of all Sentinels.
    var endpoint: RedisEndpoint {
        RedisEndpoint(
            .sentinel(
                RedisSentinels(
                    servers: sentinels.map { .init(host: "127.0.0.1", port: $0.port) },
                    primary: "mymaster"
                )
            )
        )
    }

    /// Starts everything and waits until the replica is in step and every Sentinel knows it.
    init(sentinels count: Int = 1) async throws {
        primary = try await Self.start { port, directory in
            ["redis-server"] + Self.common(port, directory)
        }
        replica = try await Self.start { [primary] port, directory in
            ["redis-server"] + Self.common(port, directory) + ["--replicaof", "127.0.0.1", "\(primary.port)"]
        }
        var sentinels: [Node] = []
        for _ in 0..<count { sentinels.append(try await Self.sentinel(of: primary.port, quorum: count / 2 + 1)) }
        self.sentinels = sentinels
        let client = try await Self.client(primary.endpoint)
        try await eventually("the replica is in step") {
            try await client.command("INFO", "replication").asString?.contains("state=online") == true
        }
        await client.close()
        for sentinel in sentinels {
            try await Self.ask(sentinel, "the sentinel knows the replica and its peers") { facts in
                facts["num-slaves"] == "1" && facts["num-other-sentinels"] == "\(count - 1)"
            }
        }
    }

    /// Has a Sentinel make the replica the primary, and waits until it is.
    func failOver() async throws {
        let connector = try RedisConnector(sentinels[0].endpoint, options: RedisOptions(), loop: RedisEventLoop.shared)
        let connection = try await RedisConnector(
            connector,
            sentinels[0].endpoint,
            limit: .seconds(20),
            asksSentinel: true
        )
        .connectDirectly(name: "test").get()
        // It refuses while it is busy with another one.
        try await eventually("the failover is accepted") {
            (try? await connection.command("SENTINEL", "FAILOVER", "mymaster")) != nil
        }
        connection.closeNow()
        try await awaitPromotion()
    }

    func awaitPromotion() async throws {
        for sentinel in sentinels {
            try await Self.ask(sentinel, "the sentinel names the replica") { [replica] facts in
                facts["port"] == "\(replica.port)"
            }
        }
    }

    /// A quick client, connected.
    static func client(
        _ endpoint: RedisEndpoint,
        _ change: (inout RedisOptions) -> Void = { _ in }
    ) async throws -> RedisClient {
        var options = RedisOptions()
        options.backoff = ReconnectBackoff(initial: .milliseconds(5), maximum: .milliseconds(50))
        options.commandDeadline = .seconds(60)
        options.connectTimeout = .seconds(20)
        change(&options)
        let client = try RedisClient(endpoint, options: options, logger: SilentLog.logger)
        try await eventually("redis serves") { (try? await client.connect()) != nil }
        return client
    }

    // MARK: Starting

    private static func common(_ port: Int, _ directory: TestDirectory) -> [String] {
        [
            "--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--dir", directory.path,
            "--logfile", directory.path + "/log", "--repl-diskless-sync-delay", "0",
        ]
    }

    private static func sentinel(of port: Int, quorum: Int) async throws -> Node {
        try await start { own, directory in
            directory.write(
                """
                port \(own)
                bind 127.0.0.1
                dir \(directory.path)
                logfile \(directory.path)/log
                sentinel monitor mymaster 127.0.0.1 \(port) \(quorum)
                sentinel down-after-milliseconds mymaster 500
                sentinel failover-timeout mymaster 3000

                """,
                to: "sentinel.conf"
            )
            return ["redis-server", directory.path + "/sentinel.conf", "--sentinel"]
        }
    }

    /// Starts a server on a free port.
    ///
    /// The kernel picks the port of a listener of ours, which then makes way; another process may take it first, so it
    /// is tried again.
    private static func start(_ arguments: (Int, TestDirectory) -> [String]) async throws -> Node {
        while true {
            let port = FakeServer().port
            let directory = TestDirectory()
            let process = try TestProcess(arguments(port, directory))
            func log() -> String { SmallFile.read(directory.path + "/log", last: 1 << 16) ?? "" }
            try await eventually("redis listens or ends") {
                log().contains("Ready to accept connections") || log().contains("Sentinel ID is")
                    || log().contains("Failed listening")
            }
            if !log().contains("Failed listening") { return Node(port: port, process: process, directory: directory) }
            process.end()
        }
    }

    /// Waits until what a Sentinel says of the primary is so.
    private static func ask(
        _ sentinel: Node,
        _ what: String,
        _ condition: ([String: String]) -> Bool
    ) async throws {
        let plain = try RedisConnector(sentinel.endpoint, options: RedisOptions(), loop: RedisEventLoop.shared)
        let connector = RedisConnector(plain, sentinel.endpoint, limit: .seconds(20), asksSentinel: true)
        let connection = try await connector.connectDirectly(name: "test").get()
        defer { connection.closeNow() }
        try await eventually(what) {
            let reply = try await connection.command("SENTINEL", "MASTER", "mymaster").asArray ?? []
            var facts: [String: String] = [:]
            for index in stride(from: 0, to: reply.count - 1, by: 2) {
                facts[reply[index].asString ?? ""] = reply[index + 1].asString ?? ""
            }
            return condition(facts)
        }
    }
}
