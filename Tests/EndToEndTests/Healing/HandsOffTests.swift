import TestSupport
import Testing

extension RealDocker {
    /// What must be left alone, while the same operator heals a container beside it.
    @Suite struct HandsOff {
        /// The containers of the test, by what is done to them.
        private struct Containers {
            var stoppedBefore: TestContainer
            var stopped: TestContainer
            var stoppedWithCode1: TestContainer
            var killed: TestContainer
            var done: TestContainer
            var paused: TestContainer
            var starting: TestContainer
            var spiking: TestContainer
            var ignored: TestContainer
            var unselected: TestContainer
            var observed: TestContainer
            var dryRun: TestContainer

            /// Those a person, or the container itself, put where they are.
            var byIntent: [TestContainer] { [stoppedBefore, stopped, stoppedWithCode1, killed, done, paused] }
            /// Those for which there is never anything to do.
            var quiet: [TestContainer] { [starting, spiking, ignored] }
            var all: [TestContainer] { byIntent + quiet + [unselected, observed, dryRun] }
        }

        @Test(
            "what people did, what is no fault, and what no policy may touch is left alone; started again it is under care"
        )
        func leavesAlone() async throws {
            try await Ward.open { ward in
                try Self.applyPolicies(ward)
                let stoppedBefore = try await ward.run("care-stopped-before", Patient.crashesWhenTold)
                try await Patient.waitUntilUp(stoppedBefore)
                try await stoppedBefore.perform("stop")
                let hemostat = try await ward.startOperator()
                let containers = try await Self.start(ward, stoppedBefore)
                try await Self.meddle(with: containers)

                try await hemostat.wait(for: Self.held(containers))
                let before = try await ward.tallies(containers.all)
                // The spike was seen, and then it was over.
                try await eventually(within: .seconds(40), every: .milliseconds(150), "a spike to be seen") {
                    try await hemostat.episode(of: containers.spiking)?["phase"]?.string == "Pending"
                }
                try await eventually(within: .seconds(20), every: .milliseconds(150), "the spike to be over") {
                    try await hemostat.episode(of: containers.spiking) == nil
                }
                // By the end of this one everything above has been looked at for seconds more.
                let sentinel = try await ward.run("care-sentinel", Patient.crashesLater)
                try await hemostat.wait(for: sentinel, toBe: "Resolved")

                #expect(try await ward.tallies(containers.all) == before, "nobody did anything to them")
                Self.expectNeverStartedAgain(before)
                try await hemostat.wait(for: Self.held(containers))
                let episodes = try await hemostat.episodes()
                for container in [containers.starting, containers.ignored] {
                    #expect(episodes[container.name] == nil, "\(container.name)")
                }
                try await eventually("slack to be told of the sentinel's end") {
                    ward.alerts(about: sentinel).last == "Resolved"
                }
                for container in containers.byIntent + containers.quiet {
                    #expect(ward.alerts(about: container).isEmpty, "\(container.name)")
                }
                #expect(ward.alerts(about: containers.unselected) == ["Firing"], "the built-in policy only observes")
                #expect(ward.alerts(about: containers.observed) == ["Firing"])
                #expect(ward.alerts(about: containers.dryRun) == ["Firing"])

                try await Self.takeUpAgain(
                    [containers.stoppedBefore, containers.stopped, containers.killed],
                    hemostat,
                    ward
                )
            }
        }

        /// Started again by hand they are under care again: a crash is healed.
        private static func takeUpAgain(
            _ containers: [TestContainer],
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            let before = try await ward.tallies(containers)
            for container in containers { try await container.perform("start") }
            try await hemostat.wait(for: containers.map { ($0, "Resolved") })
            for container in containers { try await Patient.crash(container) }
            try await eventually(within: .seconds(60), every: .milliseconds(150), "the crashes to be healed") {
                let episodes = try await hemostat.episodes()
                return containers.allSatisfy { container in
                    let episode = episodes[container.name]
                    return episode?["phase"]?.string == "Resolved" && episode?["actions"] == .number(1)
                }
            }
            let after = try await ward.tallies(containers)
            try await eventually("the crashes to be told") {
                containers.allSatisfy { ward.alerts(about: $0).contains("Firing") }
            }
            for container in containers {
                let starts = (before[container.name]?["start"] ?? 0, after[container.name]?["start"] ?? 0)
                #expect(starts.1 == starts.0 + 2, "\(container.name): by hand, and by us")
                #expect(ward.alerts(about: container).first == "Firing", "only the crash is told")
            }
        }

        private static func applyPolicies(_ ward: Ward) throws {
            var care = PolicyText("\(ward.prefix)-care", "\(ward.prefix)-care-*")
            care.expectations += [
                "{name: ended, exitCode: {in: [0]}}", #"{name: cpu, cpu: {below: "50%"}, for: 5s}"#,
            ]
            care.steps = ["{action: {restart: {timeout: 1s}}, attempts: 3}"]
            var observe = care.selecting("observe", "\(ward.prefix)-observe-*")
            observe.mode = "Observe"
            var dryRun = care.selecting("dryrun", "\(ward.prefix)-dryrun-*")
            dryRun.mode = "DryRun"
            try ward.apply(care, observe, dryRun)
        }

        private static func start(_ ward: Ward, _ stoppedBefore: TestContainer) async throws -> Containers {
            let endless = ["--health-cmd", "false", "--health-interval", "1s", "--health-start-period", "1h"]
            async let stopped = ward.run("care-stopped", Patient.crashesWhenTold)
            async let stoppedWithCode1 = ward.run("care-stopped-1", Patient.endsWithCode1WhenAsked)
            async let killed = ward.run("care-killed", Patient.crashesWhenTold)
            async let done = ward.run("care-done", Patient.shell("exit 0"))
            async let paused = ward.run("care-paused")
            async let starting = ward.run("care-starting", Patient.well, endless)
            async let spiking = ward.run("care-spiking", Patient.spikes, ["--cpus", "0.1"])
            async let ignored = ward.run(
                "care-ignored",
                Patient.shell("exit 3"),
                ["--label", "hemostat.dev/ignore=true"]
            )
            async let unselected = ward.run("unselected", Patient.shell("exit 3"))
            async let observed = ward.run("observe-crashed", Patient.shell("exit 3"))
            async let dryRun = ward.run("dryrun-crashed", Patient.shell("exit 3"))
            return try await Containers(
                stoppedBefore: stoppedBefore,
                stopped: stopped,
                stoppedWithCode1: stoppedWithCode1,
                killed: killed,
                done: done,
                paused: paused,
                starting: starting,
                spiking: spiking,
                ignored: ignored,
                unselected: unselected,
                observed: observed,
                dryRun: dryRun
            )
        }

        private static func meddle(with containers: Containers) async throws {
            for container in [containers.stopped, containers.stoppedWithCode1, containers.killed] {
                try await Patient.waitUntilUp(container)
            }
            async let stopped: Void = containers.stopped.perform("stop")
            async let stoppedWithCode1: Void = containers.stoppedWithCode1.perform("stop")
            async let killed: Void = containers.killed.perform("kill")
            async let paused: Void = containers.paused.perform("pause")
            _ = try await (stopped, stoppedWithCode1, killed, paused)
            #expect(try await containers.stoppedWithCode1.inspect("{{.State.ExitCode}}") == "1")
        }

        private static func held(_ containers: Containers) -> [(container: TestContainer, phase: String)] {
            let byHand = [containers.stoppedBefore, containers.stopped, containers.stoppedWithCode1, containers.killed]
            return byHand.map { ($0, "Held HumanIntent") } + [
                (containers.paused, "Held HumanIntent"), (containers.done, "Held Completed"),
                (containers.unselected, "Held PolicyMode"), (containers.observed, "Held PolicyMode"),
                (containers.dryRun, "Held DryRun"),
            ]
        }

        private static func expectNeverStartedAgain(_ tallies: [String: [String: Int]]) {
            for (name, tally) in tallies {
                #expect(tally["start"] == 1 && tally["restart"] == nil, "\(name): \(tally)")
            }
        }
    }
}
