import Testing

@testable import HemoStatCore

/// The operator's rules, seen through policy tests: the same Core, the same answers.
@Suite("Policy tests: interplay") struct InterplayTests {
    private static func ladder(_ change: (inout HealthPolicy.Spec) -> Void = { _ in }) -> Play {
        let exec = RemediationAction.exec(.init(command: ["nginx", "-s", "reload"], timeout: .seconds(5)))
        var healthy = Given.healthy
        healthy.sustainedFor = .seconds(5)
        return Play([
            Given.policy("web", [Given.up, healthy]) {
                $0.remediation.steps = [
                    RemediationStep(when: ["healthy"], action: exec),
                    RemediationStep(when: ["up", "healthy"], action: Given.restart, attempts: 2),
                ]
                change(&$0)
            }
        ])
    }

    @Test("the ladder, step by step, to the end")
    func ladder() {
        let play = Self.ladder { $0.remediation.budget.actions = 9 }
            .set("0s") { $0.health = .unhealthy }
            .expect("4s") { ($0.phase, $0.actions) = (.pending, 0) }
            .expect("5s") { ($0.phase, $0.action, $0.step, $0.actions) = (.verifying, "exec", 1, 1) }
            .expect("2m5s") { ($0.phase, $0.action, $0.step, $0.actions) = (.verifying, "restart", 2, 2) }
            .expect("4m5s") { ($0.step, $0.actions) = (2, 3) }
            .expect("6m4s") { $0.phase = .verifying }
            .expect("6m5s") {
                ($0.phase, $0.reason, $0.actions, $0.firing) = (.escalated, "StepsExhausted", 3, ["healthy"])
            }
            .expect("36m4s") { ($0.phase, $0.actions) = (.escalated, 3) }
            // Half an hour later one trial of the last step, then an hour after that, and so on.
            .expect("36m5s") { ($0.phase, $0.action, $0.step, $0.actions) = (.verifying, "restart", 2, 4) }
            .expect("1h38m4s") { ($0.phase, $0.actions) = (.escalated, 4) }
            .expect("1h38m5s") { ($0.phase, $0.actions) = (.verifying, 5) }
        #expect(play.run().briefly == [])
    }

    @Test("the budget holds, and lets go at the exact instant")
    func budget() {
        let play = Self.ladder { $0.remediation.budget = .init(actions: 2, within: .minutes(30)) }
            .set("0s") { $0.health = .unhealthy }
            .expect("4m5s") { ($0.phase, $0.reason, $0.nextEligible) = (.held, "ActionBudget", .seconds(1805)) }
            .expect("30m4s") { ($0.phase, $0.actions) = (.held, 2) }
            .expect("30m5s") { ($0.phase, $0.actions, $0.nextEligible) = (.verifying, 3, nil) }
        let result = play.run()
        #expect(result.briefly == [])
        #expect(result.coverage.hasDenied(.actionBudget, of: "web"))
    }

    @Test("the breaker counts what did not help, over episodes")
    func breaker() {
        let play = Self.ladder {
            $0.remediation.circuitBreaker = .init(failures: 2, within: .hours(1), halfOpenAfter: .minutes(20))
            $0.remediation.budget.actions = 9
        }
        .set("0s") { $0.health = .unhealthy }
        .expect("4m5s") { ($0.phase, $0.reason, $0.nextEligible) = (.held, "CircuitBreaker", .seconds(1445)) }
        .expect("24m5s") { ($0.phase, $0.actions) = (.verifying, 3) }
        #expect(play.run().briefly == [])
    }

    @Test(
        "a mode that asks, one that only says, one that only looks",
        arguments: [
            (RemediationMode.approve, TestPhase.awaitingApproval, "Approval", GateName.approval),
            (.dryRun, .held, "DryRun", .dryRun), (.observe, .held, "PolicyMode", .policyMode),
        ]
    )
    func modes(mode: RemediationMode, phase: TestPhase, reason: String, gate: GateName) {
        let result = Self.ladder { $0.remediation.mode = mode }
            .set("0s") { $0.health = .unhealthy }
            .expect("5s") { ($0.phase, $0.reason, $0.actions) = (phase, reason, 0) }
            .expect("24h") { ($0.phase, $0.reason, $0.actions) = (phase, reason, 0) }
            .run()
        #expect(result.briefly == [])
        #expect(result.coverage.hasDenied(gate, of: "web"))
    }

    @Test("startup grace, and a clock that stands still while it starts")
    func grace() {
        let play = Play([Given.policy { $0.startupGrace = .seconds(30) }])
            .set("1m") { $0.health = .unhealthy }
            .expect("1m") { ($0.phase, $0.action, $0.firing) = (.verifying, "restart", []) }
            .expect("1m30s") { ($0.phase, $0.firing) = (.verifying, ["healthy"]) }
            .set("2m") { $0.health = .starting }
            .set("10m") { $0.health = .unhealthy }
            // Half a minute of the two had passed before it started.
            .expect("11m29s") { ($0.phase, $0.actions) = (.verifying, 1) }
            .expect("11m30s") { ($0.phase, $0.reason, $0.actions) = (.escalated, "StepsExhausted", 1) }
        #expect(play.run().briefly == [])
    }

    @Test("Docker's own restart policy has its turn, and does nothing by itself here")
    func dockersTurn() {
        var play = Self.ladder()
        play.test.containers = [Play.container { $0.restartPolicy = "always" }]
        play = play.set("0s") { $0.state = .exited }
            .expect("9s") { ($0.phase, $0.state) = (TestPhase.none, .exited) }
            .expect("10s") { ($0.phase, $0.action, $0.state) = (.verifying, "restart", .running) }
        #expect(play.run().briefly == [])
    }

    @Test("unpause does what it says, where the policy lists it")
    func unpause() {
        let play = Play([Given.policy { $0.remediation.steps = [RemediationStep(action: .unpause)] }])
            .set("1s") { $0.state = .paused }
            .expect("1s") { ($0.action, $0.state) = ("unpause", .running) }
            .expect("31s") { $0.phase = .resolved }
        #expect(play.run().briefly == [])
    }

    @Test("a container that comes back under its name is another one")
    func recreated() {
        let play = Self.ladder()
            .set("0s") { $0.health = .unhealthy }
            .expect("6s") { $0.phase = .verifying }
            .set("10s") { $0.image = "acme/shop/web:3" }
            .expect("10s") { ($0.phase, $0.actions) = (.pending, 1) }
            .set("11s") { $0.health = .healthy }
            .expect("12s") { $0.phase = TestPhase.none }
            .set("20s") { $0.removed = true }
            .set("30s") { $0.state = .running }
            .expect("1m") { ($0.phase, $0.state) = (TestPhase.none, .running) }
        #expect(play.run().briefly == [])
    }

    @Test("what cannot be set is said at its place")
    func problems() {
        let ping = Expectation(name: "ping", check: .tcp(.init(port: 80)))
        let play = Play([Given.policy("web", [Given.up, ping])])
        let misspelt = play.set("5s") { $0.probes = ["pong": .failing] }.expect("9s") { $0.actions = 0 }.run()
        #expect(
            misspelt.briefly == [
                "5s web-1: no http, tcp or exec expectation named \"pong\" binds it; did you mean \"ping\"?"
            ]
        )
        #expect(misspelt.failures.first?.place == TestPlace(moment: 0, part: .set, container: "web-1", field: "probes"))
        let gone = play.set("5s") { $0.removed = true }.set("6s") { $0.health = .healthy }.run()
        #expect(gone.briefly == ["6s web-1: it was removed; state or image brings a new container of its name"])
    }
}
