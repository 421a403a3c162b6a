import TestSupport
import Testing

extension RealDocker {
    /// Containers that really broke, healed on a real engine.
    @Suite struct Healing {
        @Test("unhealthy, crashed, OOM-killed and busy containers are each healed by one action, side by side")
        func healsEachFault() async throws {
            try await Ward.open { ward in
                try ward.apply(Self.policy(ward))
                let hemostat = try await ward.startOperator()

                let sick = try await ward.run("sick", Patient.sickOnce, Patient.sickOnceCheck)
                let crashed = try await ward.run("crashed", Patient.crashesOnce())
                let memory = ["-m", "16m", "--memory-swap", "16m"]
                let hungry = try await ward.run("hungry", Patient.hungryOnce, memory)
                let busy = try await ward.run("busy", Patient.busyOnce, ["--cpus", "0.1"])
                let all = [sick, crashed, hungry, busy]

                let episodes = try await hemostat.wait(for: all.map { ($0, "Resolved") })
                for container in all {
                    let episode = try #require(episodes[container.name])
                    #expect(episode["actions"] == .number(1), "\(container.name)")
                    #expect(try await container.state == "running", "\(container.name)")
                }
                #expect(
                    Self.rules(all.map { episodes[$0.name] }) == [
                        "Unhealthy", "Crashed", "OutOfMemory", "SustainedCPU",
                    ]
                )

                // By Docker's own account: their first start, and one of ours.
                let tallies = try await ward.tallies(all)
                for container in [sick, busy] {
                    let tally = tallies[container.name] ?? [:]
                    #expect(tally["restart"] == 1 && tally["start"] == 2, "\(container.name): \(tally)")
                }
                for container in [crashed, hungry] {
                    let tally = tallies[container.name] ?? [:]
                    #expect(tally["start"] == 2, "\(container.name): \(tally)")
                    #expect(tally["restart"] == nil && tally["kill"] == nil, "\(container.name): \(tally)")
                }
                #expect(try await sick.health == "healthy")
                // Busy it takes the 10 it may have.
                #expect(try await Self.cpuPercent(of: busy) < 5)
                #expect(try await hemostat.client(["status", "--exit-code"]).exit == .code(0))
                try await Self.expectAudited(all, hemostat)

                for container in all {
                    try await eventually("slack to be told all about \(container.name)") {
                        ward.alerts(about: container).last == "Resolved"
                    }
                    #expect(ward.alerts(about: container) == ["Firing", "Verifying", "Resolved"], "\(container.name)")
                }
            }
        }

        private static func policy(_ ward: Ward) -> PolicyText {
            var policy = PolicyText("\(ward.prefix)-heal", "\(ward.prefix)-*")
            policy.expectations += [#"{name: cpu, cpu: {below: "50%"}, for: 3s}"#]
            policy.steps = [
                "{when: [up], action: {start: {}}}", "{when: [healthy, cpu], action: {restart: {timeout: 1s}}}",
            ]
            policy.verify = "{stableFor: 2s, timeout: 15s}"
            return policy
        }

        /// The rule that decided each episode.
        private static func rules(_ episodes: [JSON?]) -> [String] {
            episodes.map { episode in
                let analysis = (episode?["trail"]?.array ?? []).last { $0["stage"]?.string == "Analysis" }
                return analysis?["code"]?.string ?? ""
            }
        }

        /// Each action is in the audit log with its intent before it, and the log is as it was written.
        private static func expectAudited(_ containers: [TestContainer], _ hemostat: OperatorProcess) async throws {
            let shown = try await hemostat.client(["audit", "-n", "1000", "-o", "json"])
            let records = try JSON(text: shown.output).array
            for container in containers {
                let ours = records.filter { $0["container"]?.string == container.name }
                let told = ours.compactMap { $0["outcome"]?.string }
                #expect(told == ["succeeded", "intended"], "\(container.name), newest first")
            }
            let verdict = try await hemostat.client(["audit", "verify"])
            #expect(verdict.exit == .code(0), "\(verdict.output)")
            let people = try await hemostat.client(["audit"])
            #expect(people.output.contains("OUTCOME") && people.output.contains("restart it"))
        }

        /// Of one CPU.
        private static func cpuPercent(of container: TestContainer) async throws -> Double {
            let format = ["stats", "--no-stream", "--format", "{{.CPUPerc}}", container.name]
            let text = try await container.docker.command(format)
            return try #require(Double(text.prefix { $0 != "%" }))
        }
    }
}
