import TestSupport
import Testing

/// Three replicas over two Docker hosts and a Redis with a replica and Sentinels, all of them real, all of them breakable.
final class ChaosRig: Sendable {
    static let replicaCount = 3

    let hosts: [ChaosHost]
    let replicas: [ChaosReplica]
    let cluster: SentinelCluster
    let witness: ChaosWitness
    private let network: TestNetwork
    private let policies: TemporaryDirectory

    /// Builds it and waits until both hosts are led.
    ///
    /// The first host is the shared engine, which is left alone; the second one is the rig's own.
    /// - Throws: whatever keeps a part of it from starting.
    static func set(on shared: Docker) async throws -> ChaosRig {
        let prefix = Docker.uniqueName("chaos")
        let engine = try await PrivateEngine.start(arguments: ["--live-restore"])
        let hosts = [
            try await ChaosHost.set("a", on: shared, engine: nil, prefix: prefix),
            try await ChaosHost.set("b", on: engine.docker, engine: engine, prefix: prefix),
        ]
        let network = try await TestNetwork.start()
        let cluster = try await SentinelCluster.start(on: network.hub)
        let policies = try TemporaryDirectory()
        try policies.write("chaos.yaml", ChaosPolicy.documents(prefix: prefix))
        var replicas: [ChaosReplica] = []
        for number in 0..<replicaCount {
            replicas.append(
                try ChaosReplica(
                    number: number,
                    on: try await network.addMachine("r\(number + 1)"),
                    redis: cluster.url,
                    policies: policies.path,
                    engines: hosts.map(\.docker)
                )
            )
        }
        let rig = try ChaosRig(hosts, replicas, cluster, network, policies)
        for replica in replicas { try replica.start() }
        do {
            try await rig.waitUntilLed()
        } catch {
            await rig.close()
            let logs = replicas.map { $0.log.suffix(3_000) }.joined(separator: "\n---\n")
            throw CommandError(command: "\(error)", output: logs)
        }
        return rig
    }

    private init(
        _ hosts: [ChaosHost],
        _ replicas: [ChaosReplica],
        _ cluster: SentinelCluster,
        _ network: TestNetwork,
        _ policies: TemporaryDirectory
    ) throws {
        (self.hosts, self.replicas, self.cluster) = (hosts, replicas, cluster)
        (self.network, self.policies) = (network, policies)
        witness = try ChaosWitness(sockets: cluster.nodes.map(\.socketPath))
    }

    /// Waits until every replica answers and each host has a leader that lives.
    ///
    /// - Throws: `AwaitError`.
    func waitUntilLed(within limit: Duration = .seconds(60)) async throws {
        for replica in replicas {
            try await eventually(within: limit, every: .milliseconds(200), "\(replica.identity) to answer") {
                await replica.answers()
            }
        }
        try await eventually(within: limit, every: .milliseconds(50), "both hosts to be led") {
            let leaders = witness.seen.leaders
            return ChaosHost.names.allSatisfy { leaders[$0] != nil }
        }
    }

    /// Who is meant now; the first replica when nobody leads.
    private func find(_ victim: Injection.Victim) -> ChaosReplica {
        switch victim {
        case .replica(let number): replicas[number]
        case .leader(let host):
            replicas.first { $0.identity == witness.seen.leaders[ChaosHost.names[host]] } ?? replicas[0]
        }
    }

    /// Does one thing to the rig.
    /// - Throws: what kept it from being done.
    func inject(_ injection: Injection) async throws {
        switch injection {
        case .breakContainer(let host, let patient):
            // A host whose engine is away cannot say which process it is.
            try? await hosts[host].breakPatient(patient)
        case .kill(let victim): find(victim).kill()
        case .freeze(let victim): find(victim).freeze()
        case .partition(let victim): try await find(victim).machine.unplug()
        case .freezePrimary: try await cluster.primary().pause()
        case .killPrimary: try await cluster.primary().kill()
        case .restartEngine(let hard): for host in hosts { try await host.restartEngine(hard: hard) }
        case .freezeEngine: for host in hosts { host.engine?.pause() }
        case .jumpClock(let replica, let seconds): try replicas[replica].setClock(seconds: seconds)
        case .mend: try await mend()
        }
    }

    /// Undoes everything but the breaking of containers.
    func mend() async throws {
        for host in hosts { host.engine?.resume() }
        for replica in replicas {
            replica.thaw()
            try await replica.machine.plugIn()
            try replica.start()
        }
        try await cluster.startMissing()
    }

    /// The newest episode of each container, by its id, as the primary has it.
    /// - Throws: `CommandError`.
    func episodes() async throws -> [String: ChaosWitness.Episode] {
        witness.seen.episodes[try await cluster.primary().socketPath] ?? [:]
    }

    /// Judges everything so far, from outside.
    func findings() async throws -> [String] {
        var events: [DockerEvent] = []
        for host in hosts { events += try await host.events() }
        let restarts = events.filter { $0.action == "restart" }.sorted { $0.timeNanoseconds < $1.timeNanoseconds }
        let patients = hosts.flatMap { host in host.patients.map { (host, $0) } }
        let crashes = replicas.flatMap { replica in replica.crashes.map { "\(replica.identity) ended with \($0)" } }
        return crashes
            + ChaosVerdict(
                calls: ChaosCall.all(replicas),
                record: witness.seen,
                restarts: Dictionary(grouping: restarts, by: \.id).mapValues { $0.map(\.timeNanoseconds) },
                names: Dictionary(uniqueKeysWithValues: patients.map { ($1.container.id, "\($0.name)/\($1.kind)") }),
                slow: Set(patients.filter { $1.kind == .sickensDeaf }.map(\.1.container.id))
            ).findings()
    }

    func close() async {
        for replica in replicas { replica.thaw() }
        await withDiscardingTaskGroup { group in
            for replica in replicas { group.addTask { await replica.stop() } }
        }
        witness.close()
        for replica in replicas { for proxy in replica.proxies { proxy.close() } }
        cluster.close()
        for host in hosts { await host.close() }
        network.close()
    }
}
