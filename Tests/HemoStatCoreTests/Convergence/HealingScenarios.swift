import Testing

@testable import HemoStatCore

@Suite("Scenarios: healing")
struct HealingScenarios {
    private func heals(after delay: Double) -> World.Work {
        { $0.after(delay) { $0.health(.healthy) } }
    }

    @Test("unhealthy, restarted, healthy, proven")
    func heals() {
        var world = World()
        world.afterStart = heals(after: 5)
        world.at(10) { $0.health(.unhealthy) }
        world.run(until: 600)
        #expect(world.phases == [.firing, .diagnosed, .remediating, .verifying, .resolved])
        #expect(world.actionTimes == [10.01])
        #expect(world.steps.last?.at == 46.01, "healthy at 16.01, stable for 30 s")
        #expect(world.isAnnounced)
    }

    @Test(
        "exits that are nobody's doing are healed",
        arguments: [(1, false), (137, false), (137, true), (139, false), (143, false)]
    )
    func exits(code: Int, oom: Bool) {
        var world = World()
        world.afterStart = heals(after: 1)
        world.at(10) { $0.crash(code, oom: oom) }
        world.run(until: 600)
        #expect(world.phases.last == .resolved)
        #expect(world.intents.count == 1)
    }

    @Test("what recovers within `for` never was")
    func withinFor() {
        var patient = Given.healthy
        patient.sustainedFor = .seconds(5)
        var world = World([Given.policy("web", [patient])])
        world.at(10) { $0.health(.unhealthy) }
        world.at(14.9) { $0.health(.healthy) }
        world.run(until: 60)
        #expect(world.phases == [.pending])
        #expect(world.episode == nil)
    }

    @Test("`for` ends to the exact instant")
    func exactFor() {
        var patient = Given.healthy
        patient.sustainedFor = .seconds(5)
        var world = World([Given.policy("web", [patient])])
        world.at(10) { $0.health(.unhealthy) }
        world.run(until: 60)
        #expect(world.steps.first { $0.phase == .firing }?.at == 15)
    }

    @Test("met again before anybody looked: a false alarm, resolved without an action")
    func falseAlarm() {
        var world = World()
        world.at(10) { $0.health(.unhealthy) }
        world.at(10.001) { $0.health(.healthy) }
        world.run(until: 120)
        #expect(world.phases == [.firing, .falseAlarm, .resolved])
        #expect(world.intents.isEmpty)
    }

    @Test("a false alarm that comes back is looked at again, at a calm pace")
    func falseAlarmAgain() {
        var world = World()
        world.afterStart = heals(after: 1)
        world.at(10) { $0.health(.unhealthy) }
        world.at(10.001) { $0.health(.healthy) }
        world.at(20) { $0.health(.unhealthy) }
        world.run(until: 600)
        #expect(world.phases.last == .resolved)
        #expect(world.intents.count == 1)
        #expect(world.actionTimes.first.map { $0 <= 71 } ?? false)
    }

    @Test("healthy just before the action, sick just after: held for a moment, not for good")
    func flickers() {
        var world = World()
        world.afterStart = heals(after: 1)
        world.at(10) { $0.health(.unhealthy) }
        // Nothing else ever happens to it: only the Responder saw it well, and nobody is told when it is not any more.
        world.at(10.007) { $0.container?.health = .healthy }
        world.at(10.012) { $0.container?.health = .unhealthy }
        world.run(until: 600)
        #expect(world.denials == ["Target"])
        #expect(world.phases.last == .resolved)
        #expect(world.intents.count == 1)
    }

    @Test("flapping faster than it can be proven is never resolved, and every action is one the budget has")
    func flapping() {
        var world = World([Given.policy { $0.remediation.steps[0].attempts = 10 }])
        for second in stride(from: 10.0, to: 7200, by: 20) {
            world.at(second) { $0.health(.unhealthy) }
            world.at(second + 10) { $0.health(.healthy) }
        }
        world.run(until: 7200)
        #expect(!world.phases.contains(.resolved))
        #expect(!world.intents.isEmpty)
    }

    @Test("a message delivered three times is acted on once")
    func duplicates() {
        var world = World()
        world.agents.deliveries = 3
        world.afterStart = heals(after: 5)
        world.at(10) { $0.health(.unhealthy) }
        world.run(until: 600)
        #expect(world.phases == [.firing, .diagnosed, .remediating, .verifying, .resolved])
        #expect(world.intents.count == 1)
    }
}
