import TestSupport
import Testing

extension RealDocker {
    /// The built-in policy, which binds whatever no document selects: on an engine where nothing is anybody else's.
    @Suite struct DefaultPolicies {
        @Test(
            "it only observes unless told to act; then it heals all but names that are left out and what documents select"
        )
        func builtIn() async throws {
            let engine = try await PrivateEngine.start()
            defer { engine.close() }
            try await Ward.open(on: engine.docker) { ward in
                var document = PolicyText("\(ward.prefix)-mine", "\(ward.prefix)-mine")
                document.mode = "Observe"
                try ward.apply(document)
                async let crashed = ward.run("crashed", Patient.crashesOnce())
                async let sick = ward.run("sick", Patient.sickOnce, Patient.sickOnceCheck)
                async let legacy = ward.run("legacy", Patient.crashesOnce())
                async let ignored = ward.run("off", Patient.crashesOnce(), ["--label", "hemostat.dev/ignore=true"])
                async let mine = ward.run("mine", Patient.crashesOnce())
                let subjects = try await Subjects(crashed, sick, legacy, ignored, mine)

                let observing = try await ward.startOperator(environment: ["MONITOR_CONTAINER_BLACKLIST": "*-legacy"])
                try await Self.expectObserved(subjects, observing, ward)
                #expect(await observing.stop() == .code(0))

                let acting = try await ward.startOperator(
                    stateDirectory: observing.stateDirectory,
                    environment: ["MONITOR_CONTAINER_BLACKLIST": "*-legacy", "HEMOSTAT_DEFAULT_MODE": "Enforce"]
                )
                try await Self.expectHealed(subjects, acting, ward)
            }
        }

        private struct Subjects {
            let crashed: TestContainer
            let sick: TestContainer
            let legacy: TestContainer
            let ignored: TestContainer
            let mine: TestContainer

            init(
                _ crashed: TestContainer,
                _ sick: TestContainer,
                _ legacy: TestContainer,
                _ ignored: TestContainer,
                _ mine: TestContainer
            ) {
                (self.crashed, self.sick, self.legacy, self.ignored, self.mine) = (crashed, sick, legacy, ignored, mine)
            }

            var bound: [TestContainer] { [crashed, sick] }
            var leftAlone: [TestContainer] { [legacy, ignored, mine] }
        }

        private static func expectObserved(_ subjects: Subjects, _ hemostat: OperatorProcess, _ ward: Ward) async throws
        {
            let episodes = try await hemostat.wait(
                for: (subjects.bound + [subjects.mine]).map { ($0, "Held PolicyMode") }
            )
            for container in subjects.bound {
                #expect(episodes[container.name]?["policies"] == .array([.string("hemostat-default")]))
            }
            #expect(episodes[subjects.mine.name]?["policies"] == .array([.string("\(ward.prefix)-mine")]))
            for container in [subjects.legacy, subjects.ignored] { #expect(episodes[container.name] == nil) }
            let builtIn = try await eventually("status to count what the built-in policy binds") {
                let policies = try await hemostat.statusJSON()["policies"]?.array ?? []
                return policies.first { $0["name"] == .string("hemostat-default") && $0["matched"] == .number(2) }
            }
            #expect(builtIn["mode"] == .string("Observe"))
            let tallies = try await ward.tallies(subjects.bound + subjects.leftAlone)
            #expect(tallies.allSatisfy { $1["start"] == 1 && $1["restart"] == nil }, "\(tallies)")
        }

        /// Its own proof takes half a minute; Docker's word that it was done is enough here.
        private static func expectHealed(_ subjects: Subjects, _ hemostat: OperatorProcess, _ ward: Ward) async throws {
            try await hemostat.wait(for: subjects.bound.map { ($0, "Verifying restart") })
            for container in subjects.bound { #expect(try await container.state == "running") }
            try await subjects.sick.waitForHealth("healthy")
            try await hemostat.wait(for: subjects.mine, toBe: "Held PolicyMode")
            let tallies = try await ward.tallies(subjects.bound + subjects.leftAlone)
            for container in subjects.bound { #expect(tallies[container.name]?["restart"] == 1, "\(container.name)") }
            for container in subjects.leftAlone {
                #expect(tallies[container.name]?["start"] == 1 && tallies[container.name]?["restart"] == nil)
            }
        }
    }
}
