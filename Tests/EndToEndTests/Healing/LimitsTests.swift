import TestSupport
import Testing

extension RealDocker {
    /// How often is enough: attempts, budget and cooldown hold on a real engine.
    @Suite struct Limits {
        @Test(
            "what never gets healthy is restarted as often as attempts and budget allow, then escalated; cooldown delays"
        )
        func keepsLimits() async throws {
            try await Ward.open { ward in
                try Self.applyPolicies(ward)
                let hemostat = try await ward.startOperator()
                let check = Docker.healthCheck("false")
                async let hopeless = ward.run("never-1", Patient.well, check)
                async let tight = ward.run("budget-1", Patient.well, check)
                async let again = ward.run("cool-1", Patient.crashesWhenTold)
                let containers = try await [hopeless, tight, again]

                try await Self.crash(containers[2], hemostat)
                let resolvedAt = try await Self.time("Resolved", of: containers[2], hemostat)
                async let escalation: Void = Self.escalates(containers[0], hemostat, ward)
                async let budget: Void = Self.waitsForBudget(containers[1], hemostat, ward)
                async let cooldown: Void = Self.coolsDown(containers[2], since: resolvedAt, hemostat, ward)
                _ = try await (escalation, budget, cooldown)

                try await Self.staysEscalated(containers, hemostat, ward)
            }
        }

        /// Two attempts without success, then a person is called, once.
        private static func escalates(
            _ container: TestContainer,
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            let episode = try await hemostat.wait(for: container, toBe: "Escalated StepsExhausted")
            #expect(episode["actions"] == .number(2))
            #expect(episode["nextEligible"] != nil, "when the last step gets its trial")
            try await eventually("slack to be told that it needs a person") {
                ward.alerts(about: container).last == "Escalated"
            }
            #expect(ward.alerts(about: container) == ["Firing", "Verifying", "Verifying", "Escalated"])
            let texts = ward.slack.requests.map(\.text).filter { $0.contains(container.name) }
            #expect(texts.last?.contains("needs a person (StepsExhausted)") == true)

            let row = try await Self.row(of: container, hemostat)
            #expect(row.prefix(3) == [container.name, "Escalated", "StepsExhausted"])
            #expect(row.contains("healthy") && row.contains("2"))
            #expect(try await hemostat.client(["status", "--exit-code"]).exit == .code(1))
        }

        /// One action within twelve seconds: the second attempt waits for its time, which status names.
        private static func waitsForBudget(
            _ container: TestContainer,
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            let held = try await hemostat.wait(for: container, toBe: "Held ActionBudget")
            #expect(held["actions"] == .number(1))
            #expect(held["nextEligible"]?.string != nil)
            let row = try await Self.row(of: container, hemostat)
            #expect(row.prefix(3) == [container.name, "Held", "ActionBudget"])
            // "in 7s", the table's last column.
            #expect(row.suffix(2).first == "in" && row.last?.hasSuffix("s") == true, "\(row)")

            try await hemostat.wait(for: container, toBe: "Escalated StepsExhausted")
            let restarts = ward.times("restart", of: container)
            // Docker tells a restart when it is done; the budget counts from the intent before it.
            let apart = Duration.nanoseconds(try #require(restarts.last) - (try #require(restarts.first)))
            #expect(restarts.count == 2 && apart > .seconds(10), "\(apart)")
            try await eventually("slack to be told that it needs a person") {
                ward.alerts(about: container).last == "Escalated"
            }
            // Being held is no news for people.
            #expect(ward.alerts(about: container) == ["Firing", "Verifying", "Verifying", "Escalated"])
        }

        /// The next episode's first action waits until the cooldown of the last one is over.
        private static func coolsDown(
            _ container: TestContainer,
            since resolvedAt: WireTime,
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            try await Patient.crash(container)
            let held = try await hemostat.wait(for: container, toBe: "Held Cooldown")
            #expect(held["actions"] == .number(0))
            let eligible = try #require(WireTime(held["nextEligible"]?.string))
            #expect(eligible - resolvedAt >= .seconds(8) && eligible - resolvedAt < .seconds(9))
            try await hemostat.wait(for: container, toBe: "Resolved")
            #expect(try await Self.time("Remediating", of: container, hemostat) >= eligible)
            #expect(ward.times("start", of: container).count == 3, "the first, and one for each crash")
            try await eventually("slack to be told of both ends") {
                ward.alerts(about: container).count { $0 == "Resolved" } == 2
            }
            let once = ["Firing", "Verifying", "Resolved"]
            #expect(ward.alerts(about: container) == once + once)
        }

        /// Nothing more happens to what was escalated, while the operator goes on healing.
        private static func staysEscalated(
            _ containers: [TestContainer],
            _ hemostat: OperatorProcess,
            _ ward: Ward
        ) async throws {
            let sentinel = try await ward.run("sentinel-1", Patient.crashesOnce())
            try await hemostat.wait(for: sentinel, toBe: "Resolved")
            let tallies = try await ward.tallies(containers)
            for container in containers.prefix(2) {
                #expect(tallies[container.name]?["restart"] == 2, "\(container.name)")
                #expect(tallies[container.name]?["start"] == 3, "\(container.name)")
                #expect(ward.alerts(about: container).count == 4, "\(container.name)")
            }
            try await hemostat.wait(for: containers.prefix(2).map { ($0, "Escalated StepsExhausted") })
        }

        private static func applyPolicies(_ ward: Ward) throws {
            var never = PolicyText("\(ward.prefix)-limits", "\(ward.prefix)-never-*", "\(ward.prefix)-sentinel-*")
            never.verify = "{stableFor: 1s, timeout: 2s}"
            var budget = never.selecting("budget", "\(ward.prefix)-budget-*")
            budget.budget = "{actions: 1, within: 12s}"
            var cool = never.selecting("cool", "\(ward.prefix)-cool-*")
            cool.steps = ["{action: {start: {}}}"]
            cool.cooldown = "8s"
            try ward.apply(never, budget, cool)
        }

        private static func crash(_ container: TestContainer, _ hemostat: OperatorProcess) async throws {
            try await Patient.crash(container)
            try await hemostat.wait(for: container, toBe: "Resolved")
        }

        /// When the newest episode entered a phase.
        private static func time(
            _ phase: String,
            of container: TestContainer,
            _ hemostat: OperatorProcess
        ) async throws -> WireTime {
            let episode = try #require(try await hemostat.episode(of: container))
            let transition = (episode["transitions"]?.array ?? []).first { $0["phase"]?.string == phase }
            return try #require(WireTime(transition?["at"]?.string))
        }

        /// The words of a container's line in the table.
        private static func row(of container: TestContainer, _ hemostat: OperatorProcess) async throws -> [String] {
            let table = try await hemostat.statusTable()
            let line = table.split(separator: "\n").first { $0.hasPrefix(container.name) }
            return try #require(line, "\(table)").split(separator: " ").map(String.init)
        }
    }
}
