import Synchronization

/// A Redis of a `SentinelCluster`, which keeps its folder and its data over restarts.
package final class RedisNode: Sendable {
    package let port: UInt16
    /// Reached from everywhere, while the port answers only in the cluster's network.
    package let socketPath: String
    private let machine: TestMachine
    private let directory: TemporaryDirectory
    private let child = Mutex<ChildProcess?>(nil)

    init(on machine: TestMachine, port: UInt16) throws {
        self.machine = machine
        self.port = port
        directory = try TemporaryDirectory()
        socketPath = directory.file("redis.sock")
    }

    deinit { kill() }

    package var isRunning: Bool { child.withLock { $0?.isRunning == true } }

    /// What the running server wrote to its log.
    package var log: String { child.withLock { $0?.output } ?? "" }

    /// Starts it with the data it had, as the replica of another port or, without one, as a primary.
    ///
    /// - Throws: `SystemError`, `AwaitError`.
    package func start(replicaOf primary: UInt16? = nil) async throws {
        let settings = [
            "port \(port)", "bind \(machine.address)", "protected-mode no", "unixsocket \(socketPath)",
            "unixsocketperm 700", "dir \(directory.path)", "appendonly yes", "appendfsync everysec", "save \"\"",
            "repl-diskless-sync-delay 0", "repl-ping-replica-period 1",
        ]
        let role = primary.map { ["replicaof \(machine.address) \($0)"] } ?? []
        try directory.write("redis.conf", (settings + role).joined(separator: "\n") + "\n")
        Files.remove(socketPath)
        let started = try machine.start(["redis-server", directory.file("redis.conf")])
        child.withLock { $0 = started }
        try await eventually(within: .seconds(20), "redis on port \(port) to answer") {
            guard started.isRunning else { throw CommandError(command: "redis-server", output: started.output) }
            return try RedisProbe(socketPath: socketPath).ask("PING") == .text("PONG")
        }
    }

    /// Ends it at once (SIGKILL).
    package func kill() { child.withLock { $0?.kill() } }

    /// Freezes it: connections stay open and nothing answers.
    package func pause() { child.withLock { $0?.pause() } }

    package func resume() { child.withLock { $0?.resume() } }
}
