/// Two Redis, one the replica of the other, and Sentinels that make the replica the primary when that is gone for a second.
///
/// In a network of its own; ended at the latest with this object.
package final class SentinelCluster: Sendable {
    package let nodes: [RedisNode]
    private let machine: TestMachine
    private let folder: TemporaryDirectory
    private let sentinels: [ChildProcess]
    private let ports: [UInt16]
    /// What Sentinels and clients call it.
    private static let name = "mymaster"

    /// Starts it on a machine, where the ports 6379, 6380 and those from 26379 on are free.
    ///
    /// - Throws: `SystemError`, `AwaitError`, `CommandError`.
    package static func start(on machine: TestMachine, sentinels count: Int = 3) async throws -> SentinelCluster {
        let nodes = [try RedisNode(on: machine, port: 6379), try RedisNode(on: machine, port: 6380)]
        try await nodes[0].start()
        try await nodes[1].start(replicaOf: 6379)
        let cluster = try SentinelCluster(nodes, on: machine, count)
        try await eventually(within: .seconds(30), every: .milliseconds(100), "the Sentinels to know each other") {
            for port in cluster.ports {
                let facts = try await cluster.ask(port, "SENTINEL", "MASTER", name).split(separator: "\n")
                guard value("num-slaves", in: facts) == "1", value("num-other-sentinels", in: facts) == "\(count - 1)"
                else { return false }
            }
            return true
        }
        try await cluster.waitUntilWhole()
        return cluster
    }

    private init(_ nodes: [RedisNode], on machine: TestMachine, _ count: Int) throws {
        self.nodes = nodes
        self.machine = machine
        folder = try TemporaryDirectory()
        ports = (0..<count).map { 26379 + UInt16($0) }
        var started: [ChildProcess] = []
        for port in ports {
            // Sentinel rewrites its file.
            let settings = [
                "port \(port)", "bind \(machine.address)", "protected-mode no", "dir \(folder.path)",
                "sentinel monitor \(Self.name) \(machine.address) 6379 \(count / 2 + 1)",
                "sentinel down-after-milliseconds \(Self.name) 1000",
                "sentinel failover-timeout \(Self.name) 3000",
            ]
            let file = try folder.write("sentinel-\(port).conf", settings.joined(separator: "\n") + "\n")
            started.append(try machine.start(["redis-server", file, "--sentinel"]))
        }
        sentinels = started
    }

    /// The address for `--redis`.
    package var url: String {
        "redis+sentinel://" + ports.map { "\(machine.address):\($0)" }.joined(separator: ",") + "/\(Self.name)"
    }

    /// The node the Sentinels hold for the primary now.
    /// - Throws: `CommandError`, `AwaitError`.
    package func primary() async throws -> RedisNode {
        let answer = try await ask(ports[0], "SENTINEL", "GET-MASTER-ADDR-BY-NAME", Self.name).split(separator: "\n")
        guard let port = answer.last.flatMap({ UInt16($0) }), let node = nodes.first(where: { $0.port == port }) else {
            throw CommandError(command: "SENTINEL GET-MASTER-ADDR-BY-NAME", output: "\(answer)")
        }
        return node
    }

    /// Starts the nodes that do not run, as replicas of the one that does.
    ///
    /// - Throws: `AwaitError`, `SystemError`.
    package func startMissing() async throws {
        for node in nodes { node.resume() }
        for node in nodes where !node.isRunning {
            let other = nodes.first { $0.isRunning }
            try await node.start(replicaOf: other?.port)
        }
    }

    /// Waits until one node is the primary, for itself and for every Sentinel, and the other follows it.
    ///
    /// - Throws: `AwaitError`.
    package func waitUntilWhole(within limit: Duration = .seconds(40)) async throws {
        try await eventually(within: limit, every: .milliseconds(100), "Redis to have one primary and its replica") {
            let roles = try nodes.map { try RedisProbe(socketPath: $0.socketPath).ask("ROLE").list }
            guard let index = roles.firstIndex(where: { $0.first?.string == "master" }),
                let follower = roles.first(where: { $0.first?.string == "slave" }),
                follower.count > 3, follower[2].string == "\(nodes[index].port)", follower[3].string == "connected"
            else { return false }
            for port in ports {
                let answer = try await ask(port, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", Self.name)
                guard answer.split(separator: "\n").last == "\(nodes[index].port)" else { return false }
            }
            return true
        }
    }

    private func ask(_ port: UInt16, _ words: String...) async throws -> String {
        try await machine.run(["redis-cli", "-h", machine.address, "-p", "\(port)", "-e"] + words)
    }

    private static func value(_ name: String, in facts: [Substring]) -> String? {
        facts.firstIndex { $0 == name }.flatMap { facts.indices.contains($0 + 1) ? String(facts[$0 + 1]) : nil }
    }

    /// Ends every server; idempotent.
    package func close() {
        for sentinel in sentinels { sentinel.kill() }
        for node in nodes { node.kill() }
    }
}
