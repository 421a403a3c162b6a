import Testing

@testable import HemoStatCore

/// Policy tests with several containers on a host: the gates that look beyond their target act in them, too.
@Suite("Policy tests: hosts") struct HostSimulationTests {
    private static func compose(_ name: String, _ service: String, needs: String? = nil) -> TestContainer {
        Play.container(name) {
            $0.labels = ["com.docker.compose.project": "shop", "com.docker.compose.service": service]
            $0.labels?["com.docker.compose.depends_on"] = needs
            $0.labels?["com.docker.compose.container-number"] = name.split(separator: "-").last.map(String.init)
        }
    }

    private static func play(_ containers: [TestContainer], disruption: CountOrPercentage = .count(1)) -> Play {
        Play(
            [
                Given.policy {
                    $0.remediation.disruption.maxUnavailable = disruption
                    $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 3)]
                    $0.remediation.budget.actions = 9
                }
            ],
            containers
        )
    }

    private static func all(_ names: [String], _ health: TestHealth, at span: PolicyDuration, in play: Play) -> Play {
        var play = play
        let changes = names.map { name in
            var change = TestChange()
            change.health = health
            return (name, change)
        }
        play.test.timeline.append(TestMoment(at: span, set: Dictionary(uniqueKeysWithValues: changes)))
        return play
    }

    @Test("of one service one is healed at a time; the next goes when the first is proved")
    func disruption() {
        let play = Self.all(
            ["web-1", "web-2"],
            .unhealthy,
            at: .zero,
            in: Self.play([Self.compose("web-1", "web"), Self.compose("web-2", "web")])
        )
        .expect("0s", "web-1") { ($0.phase, $0.actions) = (.verifying, 1) }
        .expect("0s", "web-2") { ($0.phase, $0.reason, $0.actions) = (.held, "DisruptionBudget", 0) }
        .set("10s", "web-1") { $0.health = .healthy }
        .expect("39s", "web-2") { ($0.phase, $0.actions) = (.held, 0) }
        .expect("50s", "web-1") { $0.phase = .resolved }
        .expect("50s", "web-2") { ($0.phase, $0.actions) = (.verifying, 1) }
        let result = play.run()
        #expect(result.briefly == [])
        #expect(result.coverage.hasDenied(.disruptionBudget, of: "web"))
    }

    @Test("with room for two both go at once")
    func room() {
        let play = Self.all(
            ["web-1", "web-2"],
            .unhealthy,
            at: .zero,
            in: Self.play([Self.compose("web-1", "web"), Self.compose("web-2", "web")], disruption: .count(2))
        )
        .expect("0s", "web-2") { ($0.phase, $0.actions) = (.verifying, 1) }
        #expect(play.run().briefly == [])
    }

    @Test("the parent is healed first, its child afterwards")
    func dependency() {
        let play = Self.all(
            ["api", "db"],
            .unhealthy,
            at: .zero,
            in: Self.play([Self.compose("api", "api", needs: "db:service_healthy:false"), Self.compose("db", "db")])
        )
        .expect("0s", "db") { ($0.phase, $0.actions) = (.verifying, 1) }
        .expect("0s", "api") { ($0.phase, $0.reason, $0.actions) = (.held, "Dependency", 0) }
        .set("5s", "db") { $0.health = .healthy }
        .expect("34s", "api") { ($0.phase, $0.reason) = (.held, "Dependency") }
        .expect("45s", "api") { ($0.phase, $0.actions) = (.verifying, 1) }
        let result = play.run()
        #expect(result.briefly == [])
        #expect(result.coverage.hasDenied(.dependency, of: "web"))
    }

    @Test("a storm holds everybody, and lets go after its release")
    func storm() {
        let names = (1...6).map { "web-\($0)" }
        let few = Self.all(
            Array(names.prefix(4)),
            .healthy,
            at: .seconds(60),
            in: Self.all(names, .unhealthy, at: .zero, in: Self.play(names.map { Play.container($0) }))
                .expect("0s", "web-1") { ($0.phase, $0.reason, $0.actions) = (.held, "StormBrake", 0) }
                .expect("0s", "web-6") { ($0.phase, $0.reason, $0.actions) = (.held, "StormBrake", 0) }
                .expect("50s", "web-6") { ($0.phase, $0.reason, $0.actions) = (.held, "StormBrake", 0) }
        )
        .expect("2m59s", "web-6") { ($0.phase, $0.reason, $0.actions) = (.held, "StormBrake", 0) }
        .expect("3m20s", "web-1") { ($0.phase, $0.actions) = (.resolved, 0) }
        .expect("3m20s", "web-6") { ($0.phase, $0.actions) = (.verifying, 1) }
        let result = few.run()
        #expect(result.briefly == [])
        #expect(result.coverage.hasDenied(.stormBrake, of: "web"))
    }

    @Test("a long storm costs no more than a test may cost, and other hosts are not concerned")
    func longStorm() {
        let names = (1...12).map { "web-\($0)" }
        let others = Play.container("elsewhere") { $0.host = "west" }
        let play = Self.all(
            names + ["elsewhere"],
            .unhealthy,
            at: .zero,
            in: Self.play(names.map { Play.container($0) } + [others])
        )
        .expect("0s", "elsewhere") { ($0.phase, $0.actions) = (.verifying, 1) }
        .expect("15m", "web-7") { ($0.phase, $0.reason, $0.actions) = (.held, "StormBrake", 0) }
        let result = play.run()
        #expect(result.briefly == [])
        #expect(result.reconciles < 10_000)
    }

    @Test("disruption counts for coverage only where the policy sets it")
    func coverage() {
        let plain = PolicyCoverageReport(Given.policy(), PolicyCoverage())
        #expect(!plain.gates.all.contains("DisruptionBudget"))
        let set = Given.policy { $0.remediation.disruption.maxUnavailable = .count(2) }
        #expect(PolicyCoverageReport(set, PolicyCoverage()).gates.all.contains("DisruptionBudget"))
    }
}
