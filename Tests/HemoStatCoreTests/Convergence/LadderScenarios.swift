import Testing

@testable import HemoStatCore

@Suite("Scenarios: ladder and limits")
struct LadderScenarios {
    private func never(_ change: (inout HealthPolicy.Spec) -> Void) -> World {
        var world = World([Given.policy("web", [Given.up, Given.healthy], change)])
        world.afterStart = { $0.after(1) { $0.health(.unhealthy) } }
        world.at(0) { $0.health(.unhealthy) }
        return world
    }

    @Test("never healthy: each step's attempts in turn, then Escalated, then nothing for half an hour")
    func exhausted() {
        let patient = RemediationAction.restart(timeout: .seconds(60))
        var world = never {
            $0.remediation.steps = [
                RemediationStep(when: ["healthy"], action: Given.restart, attempts: 2),
                RemediationStep(when: ["up"], action: .start), RemediationStep(action: patient),
            ]
            $0.remediation.budget.actions = 9
        }
        world.run(until: 2000)
        #expect(world.intents.map(\.action) == [Given.restart, Given.restart, patient])
        #expect(world.intents.map(\.step) == [0, 0, 2])
        #expect(world.standing == "Escalated(StepsExhausted)")
        #expect(world.phases.filter { $0 == .escalated }.count == 1)
        let escalated = world.steps.last?.at ?? 0
        #expect(world.timer.map { abs(world.seconds($0) - escalated - 1800) < 0.01 } ?? false)
    }

    @Test("the budget holds, and is eligible to the exact instant, ladder position kept")
    func budget() {
        var world = never {
            $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 4)]
            $0.remediation.budget = .init(actions: 2, within: .minutes(20))
            $0.remediation.circuitBreaker.failures = 9
        }
        world.run(until: 2800)
        let first = world.actionTimes.first ?? 0
        let second = world.actionTimes.dropFirst().first ?? 0
        let expected = [first, second, first + 1200.005, second + 1200.005]
        #expect(zip(world.actionTimes, expected).allSatisfy { abs($0 - $1) < 0.02 }, "\(world.actionTimes)")
        #expect(world.actionTimes.count == 4)
        #expect(world.denials.allSatisfy { $0 == "ActionBudget" })
        #expect(world.standing == "Escalated(StepsExhausted)")
    }

    @Test("the cooldown delays the first action of the next episode to the exact instant, and says so once")
    func cooldown() {
        var world = World()
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 60)
        let end = world.steps.last?.at ?? 0
        #expect(world.phases.last == .resolved)
        world.at(100) { $0.health(.unhealthy) }
        world.run(until: 1000)
        #expect(world.denials == ["Cooldown"])
        #expect(world.actionTimes.count == 2)
        let due = end + 300
        #expect(
            world.actionTimes.last.map { $0 >= due && $0 < due + 0.02 } ?? false,
            "\(world.actionTimes), due \(due)"
        )
    }

    @Test("a diagnosis grown too old while it waited is made anew, and the action still comes")
    func oldDiagnosis() {
        var world = World([Given.policy { $0.remediation.cooldown = .minutes(20) }])
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.at(100) { $0.health(.unhealthy) }
        world.run(until: 3000)
        #expect(world.intents.count == 2)
        #expect(world.phases.last == .resolved)
        #expect(world.denials == ["Cooldown"])
    }

    @Test("met again when the hold's time comes: nobody is called in a circle")
    func metAtEligible() {
        var world = World()
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.at(100) { $0.health(.unhealthy) }
        world.at(325) { $0.health(.healthy) }
        world.run(until: 1000)
        #expect(world.intents.count == 1)
        #expect(world.phases.last == .resolved)
    }

    @Test("Docker refuses: Escalated at once, nothing more by itself for half an hour")
    func refused() {
        var world = never { $0.remediation.steps[0].attempts = 3 }
        world.agents.outcome = .failed("bind: address already in use")
        world.run(until: 1800)
        #expect(world.intents.count == 1)
        #expect(world.standing == "Escalated(ActionFailed)")
    }

    @Test("an answer nobody saw counts as done once its time is over, and is verified")
    func unknown() {
        var world = never { _ in }
        world.agents.outcome = .unknown
        world.run(until: 1500)
        #expect(world.intents.count == 1)
        #expect(world.steps.first { $0.phase == .verifying }.map { $0.at >= 40 } ?? false)
        #expect(world.standing == "Escalated(StepsExhausted)")
    }

    @Test("what surely was not done is tried again, within the budget")
    func notDone() {
        var world = never { _ in }
        world.agents.outcome = .notDone("connection refused")
        world.run(until: 3000)
        #expect(world.intents.count == 3)
        #expect(world.standing == "Held(ActionBudget)")
    }

    @Test("escalated, and well again by itself: resolved when stable")
    func escalatedHeals() {
        var world = World.standing(in: .escalated)
        world.at(500) { $0.health(.healthy) }
        world.run(until: 1000)
        #expect(world.steps.last == World.Step(phase: .resolved, reason: nil, at: 530))
    }

    @Test("escalated, restarted by a person: a new episode with a new ladder, after the cooldown")
    func escalatedRestarted() {
        var world = World.standing(in: .escalated)
        let first = world.episode?.id
        world.agents.outcome = .succeeded
        world.afterStart = { $0.after(5) { $0.health(.unhealthy) } }
        world.at(50) { $0.restartByHand() }
        world.run(until: 56)
        #expect(world.steps.contains { $0.phase == .superseded && $0.reason == "StartedAgain" && $0.at == 50 })
        #expect(world.episode?.id != first)
        world.run(until: 1500)
        #expect(world.intents.count == 2)
        #expect(world.actionTimes.last.map { $0 >= 301 } ?? false)
    }

    @Test("no step answers: Escalated; trouble that has a step is healed nevertheless")
    func noStep() {
        let steps = [RemediationStep(when: ["healthy"], action: Given.restart)]
        var world = World([
            Given.policy("web", [Given.healthy, Given.cpu(for: .seconds(10))]) { $0.remediation.steps = steps }
        ])
        world.cpu = 99
        world.sample(until: 1000)
        world.run(until: 60)
        #expect(world.standing == "Escalated(NoStep)")
        world.afterStart = {
            $0.cpu = 10
            $0.after(1) { $0.health(.healthy) }
        }
        world.at(100) { $0.health(.unhealthy) }
        world.run(until: 1000)
        #expect(world.actionTimes.count == 1)
        #expect(world.phases.last == .resolved)
    }

    @Test("an analyzer or a responder that never answers is asked again, every minute", arguments: [true, false])
    func silence(analyzer: Bool) {
        var world = never { _ in }
        if analyzer { world.agents.analyzerAnswers = false } else { world.agents.responderAnswers = false }
        world.run(until: 300.5)
        #expect((analyzer ? world.asked.analyzer : world.asked.responder) >= 5)
        #expect(world.intents.isEmpty)
        world.agents.analyzerAnswers = true
        world.agents.responderAnswers = true
        world.run(until: 1500)
        #expect(world.intents.count == 1)
    }
}
