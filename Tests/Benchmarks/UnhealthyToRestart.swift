import TestSupport

/// From Docker saying unhealthy to the restart call arriving at Docker.
///
/// From the time of its `health_status: unhealthy` event to the arrival of `POST …/restart` at a byte proxy in front of
/// its socket, both by the machine's wall clock. Twenty-one containers under one policy, broken one after another; a
/// restart heals each.
struct UnhealthyToRestart {
    let docker: Docker
    let containers: Int
    let rounds: Int

    func measure() async throws -> Figure {
        let prefix = Docker.uniqueName("bench")
        let policies = try TemporaryDirectory()
        try Files.write(policy(prefix), to: policies.file("bench.yaml"))
        let started = try await startContainers(prefix)
        let events = try DockerEventLog(
            docker,
            filters: ["event=health_status"] + started.map { "container=\($0.name)" }
        )
        defer { events.close() }
        let proxy = try SocketProxy(to: docker.host)
        defer { proxy.close() }
        let process = try await OperatorProcess.start(
            policies: policies.path,
            docker: proxy.dockerHost,
            environment: ["LOG_LEVEL": "warning"]
        )
        var samples: [Double] = []
        for round in 1...rounds {
            for (index, container) in started.enumerated() {
                samples.append(try await breakAndWait(container, events, proxy))
                let done = (round - 1) * started.count + index + 1
                Console.progress("unhealthy → restart: \(done) of \(rounds * started.count)")
            }
        }
        await process.stop()
        for container in started { await container.remove() }
        return Figure(
            name: "unhealthy → restart call, \(containers) containers",
            samples: samples,
            reference: "HemoStat (Python) 8–58 s, docker-autoheal 0.4–4.8 s",
            goal: "p50 ≤ 10, p99 ≤ 50"
        )
    }

    private func startContainers(_ prefix: String) async throws -> [TestContainer] {
        var started: [TestContainer] = []
        for index in 1...containers {
            let options = ["--tmpfs", "/fault"] + Docker.healthCheck("test ! -e /fault/broken")
            started.append(try await docker.run(options, name: "\(prefix)-\(index)"))
        }
        for container in started { try await container.waitForHealth("healthy") }
        return started
    }

    /// Breaks a container and waits for its restart call.
    private func breakAndWait(
        _ container: TestContainer,
        _ events: DockerEventLog,
        _ proxy: SocketProxy
    ) async throws -> Double {
        let since = Stamp.now.wallNanoseconds
        try await container.exec("touch", "/fault/broken")
        let milliseconds = try await eventually(within: .seconds(30), "\(container.name) to be restarted") {
            let unhealthy = events.events(of: container).first {
                $0.timeNanoseconds >= since && $0.action == "health_status: unhealthy"
            }
            let call = proxy.requests.first {
                $0.arrival.wallNanoseconds >= since && $0.method == "POST" && $0.path.hasSuffix("/restart")
                    && $0.path.contains(container.id)
            }
            return unhealthy.flatMap { from in
                call.map { Double($0.arrival.wallNanoseconds - from.timeNanoseconds) / 1_000_000 }
            }
        }
        try await container.waitForHealth("healthy")
        return milliseconds
    }

    private func policy(_ prefix: String) -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: bench}
        spec:
          selector: {matchNames: ["\(prefix)-*"]}
          expectations:
            - {name: up, state: {is: Running}}
            - {name: healthy, health: {is: Healthy}}
          remediation:
            mode: Enforce
            steps: [{action: {restart: {timeout: 2s}}}]
            cooldown: 0s
            budget: {actions: 1000, within: 1h}
            verify: {stableFor: 1s, timeout: 30s}
        """
    }
}
