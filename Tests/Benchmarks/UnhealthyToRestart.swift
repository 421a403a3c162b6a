import TestSupport

/// From Docker saying unhealthy to the restart call.
///
/// From its `health_status: unhealthy` to the restart call's first effect at Docker, its `kill` event, both by
/// Docker's clock. Twenty-one containers under one policy, broken one after another; a restart heals each.
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
            filters: ["event=health_status", "event=kill"] + started.map { "container=\($0.name)" }
        )
        defer { events.close() }
        let process = try await OperatorProcess.start(policies: policies.path, environment: ["LOG_LEVEL": "warning"])
        var samples: [Double] = []
        for round in 1...rounds {
            for (index, container) in started.enumerated() {
                samples.append(try await breakAndWait(container, events))
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

    /// Breaks a container, waits until it is healed, and takes the time from Docker's events.
    private func breakAndWait(_ container: TestContainer, _ events: DockerEventLog) async throws -> Double {
        let since = Stamp.now.wallNanoseconds
        try await container.exec("touch", "/fault/broken")
        let milliseconds = try await eventually(within: .seconds(30), "\(container.name) to be restarted") {
            let seen = events.events(of: container).filter { $0.timeNanoseconds >= since }
            let unhealthy = seen.first { $0.action == "health_status: unhealthy" }
            let kill = seen.first { $0.action == "kill" }
            return unhealthy.flatMap { from in
                kill.map { Double($0.timeNanoseconds - from.timeNanoseconds) / 1_000_000 }
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
