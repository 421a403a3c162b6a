import Synchronization
import TestSupport
import Testing

/// A leader that is frozen at one moment of a healing, past its lease, and thawed when another leads.
final class FrozenLeader: Sendable {
    /// When it freezes.
    enum Moment: String, CaseIterable, Sendable {
        /// Before the container fails.
        case idle
        /// The alert is written; nobody has looked into it.
        case fired
        /// The diagnosis is written: the gates come next.
        case diagnosed
        /// The intent is written, and the answer that says so is on its way to the leader.
        case intentWritten
        /// The last look at the container before the call is on its way to Docker.
        case lookedAgain

        /// The phase whose write freezes it before the answer.
        fileprivate var phase: String? {
            switch self {
            case .idle, .lookedAgain: nil
            case .fired: "Firing"
            case .diagnosed: "Diagnosed"
            case .intentWritten: "Remediating"
            }
        }
    }

    private struct State {
        var leader: ChildProcess?
        var frozenAt: Stamp?
        var isIntentWritten = false
    }

    let moment: Moment
    private let docker: Docker
    private let redis: RedisServer
    private let policies: TemporaryDirectory
    private let state = Mutex(State())

    static func run(_ moment: Moment, on docker: Docker) async throws {
        try await FrozenLeader(moment, docker, try await RedisServer.start()).run()
    }

    private init(_ moment: Moment, _ docker: Docker, _ redis: RedisServer) throws {
        (self.moment, self.docker, self.redis) = (moment, docker, redis)
        policies = try TemporaryDirectory()
    }

    private var probe: RedisProbe { RedisProbe(socketPath: redis.socketPath) }

    private func run() async throws {
        let patient = try await ChaosPatient.start(.crashes, on: docker, prefix: Docker.uniqueName("frozen"))
        let prefix = String(patient.container.name.dropLast("-\(patient.kind)".count))
        try policies.write("policy.yaml", ChaosPolicy.documents(prefix: prefix))
        let wire = try RedisProxy(to: redis.socketPath) { [self] in judge($0) }
        let dockers = [try SocketProxy(to: docker.host) { [self] in judge($0) }, try SocketProxy(to: docker.host)]
        let leader = try await start("first", redis: wire.path, docker: dockers[0])
        state.withLock { $0.leader = leader.process }
        try await waitForLeader("first")
        let successor = try await start("second", redis: redis.socketPath, docker: dockers[1])

        if moment == .idle { freeze() }
        try await patient.fail()
        try await eventually(within: .seconds(20), "\(moment): the leader to freeze") {
            state.withLock { $0.frozenAt } != nil
        }
        try await waitForLeader("second")
        leader.process.resume()
        try await eventually(within: .seconds(20), "\(moment): the thawed leader to see that it is none") {
            leader.log.contains("lease lost")
        }
        try await leader.waitUntilReady()
        // What was handed to the frozen one's connections comes back after a minute, when the lease may be the first's again.
        if moment == .idle || moment == .diagnosed {
            // The successor heals what its predecessor left; an open intent it first has to wait for.
            try await eventually(within: .seconds(90), "\(moment): the container to be healed") {
                guard dockers[1].requests.contains(where: { $0.path.hasSuffix("/restart") }) else { return false }
                return try await patient.container.state == "running"
            }
        }
        // As long as a call takes many times over.
        try await ContinuousClock().sleep(for: .seconds(1))
        let calls = dockers[0].requests.filter { $0.method != "GET" && $0.method != "HEAD" }
        #expect(calls.isEmpty, "\(moment): the frozen leader asked for \(calls.map(\.path))")
        let holder = try probe.ask("HGET", "hemostat:lease:host:default", "holder").string
        #expect(holder == "second", "\(moment): the leader that was frozen leads again, so this proves nothing")
        #expect(await leader.stop() == .code(0))
        #expect(await successor.stop() == .code(0))
        await patient.container.remove()
        wire.close()
        for proxy in dockers { proxy.close() }
    }

    private func start(
        _ identity: String,
        redis path: String,
        docker proxy: SocketProxy
    ) async throws -> OperatorProcess {
        let hosts = [("default", proxy.dockerHost)]
        return try await OperatorProcess.start(
            policies: policies.path,
            arguments: ReplicaFlags.words(identity: identity, redis: "unix://\(path)", hosts: hosts),
            environment: Ward.neutral.merging(["MONITOR_CONTAINER_BLACKLIST": "*", "LOG_LEVEL": "debug"]) { $1 }
        )
    }

    private func waitForLeader(_ identity: String) async throws {
        try await eventually(within: .seconds(20), "\(moment): \(identity) to lead") {
            try probe.ask("HGET", "hemostat:lease:host:default", "holder").string == identity
        }
    }

    /// Stops the leader's process, once.
    private func freeze() {
        state.withLock { state in
            guard state.frozenAt == nil else { return }
            state.leader?.pause()
            state.frozenAt = .now
        }
    }

    /// Of the leader's commands to Redis.
    private func judge(_ call: RedisCall) -> RedisProxy.Verdict {
        guard call.isScript else { return .forward }
        if moment == .lookedAgain, call.mentions(#""phase":"Remediating""#) {
            return .beforeReply { [self] in state.withLock { $0.isIntentWritten = true } }
        }
        guard let phase = moment.phase, call.mentions("\"phase\":\"\(phase)\"") else { return .forward }
        return .beforeReply { [self] in freeze() }
    }

    /// Of the leader's requests to Docker.
    private func judge(_ request: ProxiedRequest) -> SocketProxy.Verdict {
        let parts = request.path.split(separator: "/")
        let isLook = request.method == "GET" && parts.count == 3 && parts[0] == "containers" && parts[2] == "json"
        if moment == .lookedAgain, isLook, state.withLock({ $0.isIntentWritten }) { freeze() }
        return .forward
    }
}
