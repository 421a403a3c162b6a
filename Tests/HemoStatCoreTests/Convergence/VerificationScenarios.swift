import Testing

@testable import HemoStatCore

@Suite("Scenarios: verification")
struct VerificationScenarios {
    static let twice = Given.policy { $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 2)] }

    @Test("the clock stands still while the container starts")
    func starting() {
        var world = World([Self.twice])
        world.afterStart = { $0.after(900) { $0.health(.healthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 3000)
        #expect(world.actionTimes == [0.01])
        #expect(world.steps.last == World.Step(phase: .resolved, reason: nil, at: 941.01 - 10))
    }

    @Test("and goes on when starting ends badly: the next attempt comes one timeout later")
    func endsBadly() {
        var world = World([Self.twice])
        world.afterStart = { $0.after(100) { $0.health(.unhealthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 1500)
        #expect(world.actionTimes == [0.01, 221.02], "outcome at 1.01, unhealthy at 101.01, two minutes, two answers")
        #expect(world.standing == "Escalated(StepsExhausted)")
    }

    @Test("the startup grace stops it, too")
    func grace() {
        var policy = Self.twice
        policy.spec.startupGrace = .seconds(60)
        var world = World([policy])
        world.afterStart = { $0.after(1) { $0.health(.unhealthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 1500)
        #expect(world.actionTimes == [0.01, 181.02], "started at 1.01, grace until 61.01, then two minutes")
    }

    @Test("a crash right after the action waits for the verdict, then the next attempt is made")
    func crashAgain() {
        var world = World([Self.twice])
        world.afterStart = { $0.after(3) { $0.crash(1) } }
        world.at(0) { $0.crash(1) }
        world.run(until: 1500)
        #expect(world.intents.count == 2)
        #expect(world.standing == "Escalated(StepsExhausted)")
    }

    @Test("what is met at the timeout may complete its stable window")
    func lateButWell() {
        var world = World([Self.twice])
        world.afterStart = {
            $0.after(1) { $0.health(.unhealthy) }
            $0.after(110) { $0.health(.healthy) }
        }
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 3000)
        #expect(world.intents.count == 1)
        #expect(world.phases.last == .resolved)
    }

    @Test("stopped or paused by a person while it is verified: hands off, in every policy", arguments: [true, false])
    func person(expectsRunning: Bool) {
        for work in [{ $0.stopByHand() }, { $0.pause() }] as [World.Work] {
            var policy = Self.twice
            policy.spec.expectations = expectsRunning ? [Given.up, Given.healthy] : [Given.healthy]
            var world = World([policy])
            world.at(0) { $0.health(.unhealthy) }
            world.at(1.5, work)
            world.run(until: 3000)
            #expect(world.intents.count == 1)
            #expect(world.standing == "Held(HumanIntent)")
        }
    }

    @Test("a person's stop just after our restart is a person's", arguments: [0.1, 1, 1.9])
    func stopAfterRestart(delay: Double) {
        var world = World([Self.twice])
        world.at(0) { $0.health(.unhealthy) }
        world.at(1.01 + delay) { $0.stopByHand() }
        world.run(until: 3000)
        #expect(world.intents.count == 1)
        #expect(world.standing == "Held(HumanIntent)")
    }

    @Test("nothing known at the timeout is not called tried and failed")
    func unknown() {
        let policy = Given.policy("web", [Given.cpu(for: .seconds(5))]) { $0.remediation.steps[0].attempts = 2 }
        var world = World([policy], container: Given.container { $0.health = .none })
        world.cpu = 99
        world.sample(until: 100)
        world.afterStart = { $0.isSampling = false }
        world.run(until: 3000)
        #expect(world.intents.count == 1)
        #expect(world.standing == "Escalated(NotVerified)")
    }
}
