import Synchronization
import TestSupport
import Testing

/// One operator with a Redis, a container and a way to Docker of its own, in which one script call after another goes wrong.
final class ScriptFaultLane: Sendable {
    private struct State {
        /// Script calls since the container failed.
        var calls = 0
        var fault: ScriptFault?
        /// What the call that went wrong was about, for people; nil before it came.
        var struck: String?
        /// Actions that reached Docker, and those of them that had no intent in Redis at that instant.
        var actions = 0
        var unrecorded: [String] = []
    }

    private let redis: RedisServer
    private let wire: RedisProxy
    private let docker: SocketProxy
    private let patient: ChaosPatient
    private let hemostat: OperatorProcess
    private let policies: TemporaryDirectory
    private let core: Core

    /// What the proxies' threads share with us.
    private final class Core: Sendable {
        let state = Mutex(State())
        let redisPath: String
        let container: String

        init(redisPath: String, container: String) { (self.redisPath, self.container) = (redisPath, container) }

        func judge(_ call: RedisCall) -> RedisProxy.Verdict {
            guard call.isScript else { return .forward }
            return state.withLock { state in
                state.calls += 1
                guard let fault = state.fault, state.struck == nil, fault.strikes(call, number: state.calls) else {
                    return .forward
                }
                state.struck = call.words.dropFirst(3).prefix(2).joined(separator: " ")
                switch fault.kind {
                case .refused: return .refuse("OOM command not allowed when used memory > 'maxmemory'.")
                case .lost: return .drop
                case .unanswered: return .loseReply
                }
            }
        }

        /// Before an action goes on to Docker its intent must stand in Redis, open and of this container.
        func judge(_ request: ProxiedRequest) -> SocketProxy.Verdict {
            guard request.method != "GET", request.method != "HEAD" else { return .forward }
            let intent = try? intent()
            state.withLock { state in
                state.actions += 1
                if intent == nil { state.unrecorded.append(request.path) }
            }
            return .forward
        }

        /// The open intent of the stored episode, when the ledger has it too.
        private func intent() throws -> String? {
            let probe = RedisProbe(socketPath: redisPath, limit: .seconds(2))
            guard let stored = try probe.ask("HGET", "hemostat:episodes:default", container).string,
                let text = stored.split(separator: "\n", maxSplits: 1).last
            else { return nil }
            let episode = try JSON(text: text)
            let last = episode["intents"]?.array.last { $0["outcome"] == nil }
            guard let id = last?["id"]?.string, last?["containerID"]?.string == container else { return nil }
            let key = "hemostat:ledger:default:\(episode["ledgerKey"]?.string ?? "")"
            return try probe.ask("ZSCORE", key, id).string.map { _ in id }
        }
    }

    static func set(on engine: Docker) async throws -> ScriptFaultLane {
        let redis = try await RedisServer.start()
        let prefix = Docker.uniqueName("script")
        let patient = try await ChaosPatient.start(.crashes, on: engine, prefix: prefix)
        let core = Core(redisPath: redis.socketPath, container: patient.container.id)
        let wire = try RedisProxy(to: redis.socketPath) { core.judge($0) }
        let docker = try SocketProxy(to: engine.host) { core.judge($0) }
        let policies = try TemporaryDirectory()
        try policies.write("policy.yaml", policy(prefix))
        let hemostat = try await OperatorProcess.start(
            policies: policies.path,
            docker: docker.dockerHost,
            arguments: ["--redis", "unix://\(wire.path)"],
            environment: Ward.neutral.merging(["MONITOR_CONTAINER_BLACKLIST": "*", "LOG_LEVEL": "debug"]) { $1 }
        )
        return ScriptFaultLane(redis, wire, docker, patient, hemostat, policies, core)
    }

    private init(
        _ redis: RedisServer,
        _ wire: RedisProxy,
        _ docker: SocketProxy,
        _ patient: ChaosPatient,
        _ hemostat: OperatorProcess,
        _ policies: TemporaryDirectory,
        _ core: Core
    ) {
        (self.redis, self.wire, self.docker, self.patient) = (redis, wire, docker, patient)
        (self.hemostat, self.policies, self.core) = (hemostat, policies, core)
    }

    private static func policy(_ prefix: String) -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(prefix)}
        spec:
          selector: {matchNames: ["\(prefix)-*"]}
          expectations:
            - {name: up, state: {is: Running}}
          remediation:
            mode: Enforce
            steps: [{action: {restart: {timeout: 1s}}, attempts: 5}]
            cooldown: 0s
            budget: {actions: 1000, within: 1h}
            circuitBreaker: {failures: 1000, within: 1h}
            verify: {stableFor: 300ms, timeout: 5s}
        """
    }

    /// Breaks the container, lets one script call go wrong, and waits until the container is healed or held.
    ///
    /// - Returns: whether the call that was meant came.
    func run(_ fault: ScriptFault) async throws -> Bool {
        let known = try episode()?["id"]?.string
        core.state.withLock { state in
            (state.calls, state.actions, state.fault, state.struck) = (0, 0, fault, nil)
        }
        try await patient.fail()
        let end = try await eventually(within: .seconds(60), "\(fault): the container to be healed or held") {
            guard hemostat.process.isRunning else { throw CommandError(command: "operator", output: "it crashed") }
            let episode = try episode()
            let phase = [episode?["phase"], episode?["reason"]].compactMap { $0?.string }.joined(separator: " ")
            // A lease that a fault cost is back in a moment: that hold is no end.
            let isHeld = phase.hasPrefix("Held ") && phase != "Held Lease"
            guard episode?["id"]?.string != known, phase == "Resolved" || isHeld else {
                throw CommandError(command: "HGET hemostat:episodes:default", output: phase)
            }
            return phase
        }
        let state = core.state.withLock { $0 }
        #expect(end == "Resolved", "\(fault) (\(state.struck ?? "")): \(end)")
        #expect(state.unrecorded.isEmpty, "\(fault) (\(state.struck ?? "")): without an intent: \(state.unrecorded)")
        #expect(state.actions == 1, "\(fault) (\(state.struck ?? "")): \(state.actions) actions for one failure")
        #expect(try await patient.container.state == "running")
        return state.struck != nil
    }

    private func episode() throws -> JSON? {
        let probe = RedisProbe(socketPath: redis.socketPath, limit: .seconds(2))
        let stored = try probe.ask("HGET", "hemostat:episodes:default", patient.container.id).string
        return try stored?.split(separator: "\n", maxSplits: 1).last.map { try JSON(text: $0) }
    }

    /// Ends it all; the operator must end as it was asked to.
    func close() async {
        core.state.withLock { $0.fault = nil }
        let exit = await hemostat.stop()
        #expect(exit == .code(0), "\(hemostat.log.suffix(3_000))")
        await patient.container.remove()
        docker.close()
        wire.close()
        redis.kill()
    }
}
