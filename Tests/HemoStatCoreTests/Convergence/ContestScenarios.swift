import Testing

@testable import HemoStatCore

@Suite("Scenarios: a tug of war")
struct ContestScenarios {
    private static let patient = Given.policy("web", [Given.up, Given.healthy]) {
        $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 9)]
        $0.remediation.cooldown = .zero
        $0.remediation.budget.actions = 20
        $0.remediation.circuitBreaker.failures = 20
    }

    /// Crashes at zero and a minute after each start by hand; whoever else stops it 12 s after each action of ours.
    private func stoppedTwice() -> World {
        var world = World([Self.patient])
        world.afterStart = { $0.after(3) { $0.health(.healthy) } }
        world.at(0) { $0.crash(137) }
        world.at(13) { $0.stopByHand() }
        world.at(60) { $0.startByHand() }
        world.at(120) { $0.crash(137) }
        world.at(133) { $0.stopByHand() }
        return world
    }

    @Test("started, stopped by others, started, stopped by others: Contested, told, and nothing more")
    func stopped() {
        var world = stoppedTwice()
        world.run(until: 100)
        #expect(world.intents.count == 1)
        #expect(world.standing == "Resolved", "stopped once is a person's right")
        world.run(until: 86_400)
        #expect(world.intents.count == 2)
        #expect(world.standing == "Held(Contested)")
        #expect(world.steps.last?.at == 133)
        let message = world.episode?.message ?? ""
        #expect(message.contains("stopped by others 11s990ms later"), "\(message)")
        #expect(world.episode?.deeds.compactMap { $0.undone?.deed } == ["stopped", "stopped"])
        #expect(world.timer == nil)
    }

    @Test("Contested, started and well: resolved, and what follows is healed")
    func wellAgain() {
        var world = stoppedTwice()
        world.at(300) { $0.startByHand() }
        world.run(until: 400)
        #expect(world.standing == "Resolved")
        world.at(1000) { $0.crash(1) }
        world.run(until: 1100)
        #expect(world.intents.count == 3)
        #expect(world.standing == "Resolved")
    }

    @Test("Contested, started by others and ill: held where they went on pulling, taken up where they had kept still")
    func startedAgain() {
        for (at, actions) in [(400.0, 2), (1000.0, 3)] {
            var world = stoppedTwice()
            world.at(at) { world in
                world.afterStart = { $0.after(3) { $0.health(.unhealthy) } }
                world.startByHand()
            }
            world.run(until: at + 60)
            #expect(world.intents.count == actions, "\(world.steps)")
            if actions == 2 { #expect(world.standing == "Held(Contested)") }
        }
    }

    @Test("Contested, and the policies change: it begins anew, with what is known of the past forgiven")
    func policyChanged() {
        var world = stoppedTwice()
        world.run(until: 400)
        world.policies = [Given.policy("web", [Given.up, Given.healthy], generation: 2) { $0 = Self.patient.spec }]
        #expect(world.standing == "Held(HumanIntent)", "it is still stopped")
        world.startByHand()
        world.at(410) { $0.crash(1) }
        world.run(until: 420)
        #expect(world.intents.count == 3)
    }

    @Test("Contested, and a person says that it goes on: it does, but for what stands stopped")
    func resumed() {
        var world = stoppedTwice()
        world.run(until: 400)
        let isDone = world.episode?.resume(by: "ann", at: world.now)
        #expect(isDone == true)
        world.reconcile()
        #expect(world.standing == "Held(HumanIntent)")
        #expect(world.episode?.contest == nil)
    }

    @Test("somebody else restarts what we restarted, twice: Contested")
    func restarted() {
        var world = World([Self.patient])
        world.afterStart = { $0.after(3) { $0.health(.unhealthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.at(30) { $0.restartByHand() }
        world.run(until: 100)
        #expect(world.intents.count == 1)
        world.at(200) { $0.restartByHand() }
        world.run(until: 86_400)
        #expect(world.intents.count == 2)
        #expect(world.standing == "Held(Contested)")
    }

    @Test("stopped by us as the policy wants, started by others, twice: Contested")
    func started() {
        var world = World([
            Given.policy("web", [HemoStatCore.Expectation(name: "off", check: .state(.init(is: .exited)))]) {
                $0.remediation = Self.patient.spec.remediation
                $0.remediation.steps = [RemediationStep(action: .stop(.init()), attempts: 9)]
            }
        ])
        for second in [0.0, 60, 120, 180] { world.at(second) { $0.startByHand() } }
        world.reconcile()
        world.run(until: 3000)
        #expect(world.intents.count == 2, "\(world.steps)")
        #expect(world.standing == "Held(Contested)")
    }

    @Test("unpaused by us, paused by others, twice: Contested")
    func paused() {
        var world = World([
            Given.policy("web", [Given.up]) {
                $0.remediation = Self.patient.spec.remediation
                $0.remediation.steps = [RemediationStep(action: .unpause, attempts: 9)]
            }
        ])
        for second in [0.0, 60, 120, 180] { world.at(second) { $0.pause() } }
        world.run(until: 3000)
        #expect(world.intents.count == 2, "\(world.steps)")
        #expect(world.standing == "Held(Contested)")
    }

    @Test("a stop long after, an end by itself, and Docker's own restarts are nobody's pull")
    func noPull() {
        var late = World([Self.patient])
        late.afterStart = { $0.after(3) { $0.health(.healthy) } }
        for second in [0.0, 2000] {
            late.at(second) { $0.crash(1) }
            late.at(second + 700) { $0.stopByHand() }
            late.at(second + 800) { $0.startByHand() }
        }
        late.at(4000) { $0.crash(1) }
        late.run(until: 5000)
        #expect(late.intents.count == 3)
        var looping = World([Self.patient])
        looping.afterStart = { $0.after(3) { $0.crashAndDockerRestarts(1, after: 1) } }
        looping.at(0) { $0.health(.unhealthy) }
        looping.run(until: 3000)
        #expect(!looping.steps.contains { $0.reason == "Contested" })
    }

    @Test("undone twice within an hour, not once a day")
    func daily() {
        var world = World([Self.patient])
        world.afterStart = { $0.after(3) { $0.health(.healthy) } }
        for day in 0..<3 {
            let second = Double(day) * 7200
            world.at(second) { $0.crash(1) }
            world.at(second + 60) { $0.stopByHand() }
            world.at(second + 120) { $0.startByHand() }
        }
        world.run(until: 20_000)
        #expect(world.intents.count == 3)
        #expect(!world.steps.contains { $0.reason == "Contested" })
    }
}
