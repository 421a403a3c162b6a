import Glibc
import TestSupport

/// From the end of a host's leader to its successor acting there.
///
/// From the signal, SIGKILL or SIGTERM, to the arrival of the successor's `POST …/restart` at a byte proxy in front of Docker's
/// socket, for a container that ends in the same instant. Two operators with one Redis take turns, with the lease of every day.
struct Takeover {
    let docker: Docker
    /// SIGTERM instead of SIGKILL.
    let isPolite: Bool
    let runs: Int

    /// One of the two operators' places: what stays when its process goes.
    private struct Seat {
        let identity: String
        let state: TemporaryDirectory
        let proxy: SocketProxy
    }

    func measure() async throws -> Figure {
        let redis = try await RedisServer.start()
        let name = Docker.uniqueName("takeover")
        let policies = try TemporaryDirectory()
        try Files.write(policy(name), to: policies.file("bench.yaml"))
        let script = "trap 'exit 143' TERM; trap 'exit 3' USR1; while :; do sleep 3600 & wait $!; done"
        let container = try await docker.run(command: ["sh", "-c", script], name: name)
        let seats = try (1...2).map {
            Seat(identity: "bench-\($0)", state: try TemporaryDirectory(), proxy: try SocketProxy(to: docker.host))
        }
        var operators: [OperatorProcess] = []
        for seat in seats { operators.append(try await start(seat, redis, policies)) }
        var samples: [Double] = []
        while samples.count < runs {
            let leader = try await leader(seats, redis)
            if let sample = try await takeOver(from: leader, seats, operators[leader], container) {
                samples.append(sample)
            }
            try await eventually(within: .seconds(60), "the episode to be over") { try isOver(container, redis) }
            operators[leader] = try await start(seats[leader], redis, policies)
            Console.progress("takeover after \(isPolite ? "SIGTERM" : "SIGKILL"): \(samples.count) of \(runs)")
        }
        for process in operators { await process.stop() }
        await container.remove()
        for seat in seats { seat.proxy.close() }
        redis.kill()
        return Figure(
            name: "leader \(isPolite ? "stopped" : "killed") → successor's restart call",
            samples: samples,
            reference: "–",
            goal: isPolite ? "≤ 200" : "≤ lease + 500 (6500)"
        )
    }

    /// Ends the leader and its container in the same instant, and waits for the other's restart call.
    ///
    /// - Returns: milliseconds; nil when the leader itself still saw the container's end and acted.
    private func takeOver(
        from leader: Int,
        _ seats: [Seat],
        _ process: OperatorProcess,
        _ container: TestContainer
    ) async throws -> Double? {
        guard let pid = Int32(try await container.inspect("{{.State.Pid}}")), pid > 0 else {
            throw CommandError(command: "docker inspect", output: "\(container.name) does not run")
        }
        let since = Stamp.now
        process.process.signal(isPolite ? SIGTERM : SIGKILL)
        kill(pid, SIGUSR1)
        let what = "\(container.name) to be restarted"
        let call = try await eventually(within: .seconds(60), every: .milliseconds(2), what) {
            for (index, seat) in seats.enumerated() {
                let request = seat.proxy.requests.last { $0.method == "POST" && $0.path.hasSuffix("/restart") }
                if let request, request.arrival.instant >= since.instant { return (index, request.arrival.instant) }
            }
            return nil
        }
        _ = try await process.process.waitForExit()
        guard call.0 != leader else { return nil }
        let time = (call.1 - since.instant).components
        return Double(time.seconds) * 1_000 + Double(time.attoseconds) / 1_000_000_000_000_000
    }

    private func start(
        _ seat: Seat,
        _ redis: RedisServer,
        _ policies: TemporaryDirectory
    ) async throws -> OperatorProcess {
        try await OperatorProcess.start(
            policies: policies.path,
            docker: seat.proxy.dockerHost,
            stateDirectory: seat.state,
            arguments: ["--redis", "unix://\(redis.socketPath)", "--identity", seat.identity],
            environment: ["LOG_LEVEL": "warning"]
        )
    }

    /// Who leads now, once somebody does and is there.
    private func leader(_ seats: [Seat], _ redis: RedisServer) async throws -> Int {
        try await eventually(within: .seconds(30), "the host to be led") {
            let probe = RedisProbe(socketPath: redis.socketPath)
            let holder = try probe.ask("HGET", "hemostat:lease:host:default", "holder").string
            return seats.firstIndex { $0.identity == holder }
        }
    }

    private func isOver(_ container: TestContainer, _ redis: RedisServer) throws -> Bool {
        let probe = RedisProbe(socketPath: redis.socketPath)
        let episode = try probe.ask("HGET", "hemostat:episodes:default", container.id).string
        return episode?.contains("\"closedAt\":") == true
    }

    private func policy(_ name: String) -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: bench}
        spec:
          selector: {matchNames: ["\(name)"]}
          expectations:
            - {name: up, state: {is: Running}}
          remediation:
            mode: Enforce
            steps: [{action: {restart: {timeout: 1s}}}]
            cooldown: 0s
            budget: {actions: 1000, within: 1h}
            circuitBreaker: {failures: 1000, within: 1h}
            verify: {stableFor: 500ms, timeout: 30s}
        """
    }
}
