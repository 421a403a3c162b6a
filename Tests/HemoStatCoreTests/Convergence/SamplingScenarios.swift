import Testing

@testable import HemoStatCore

@Suite("Scenarios: sampled checks")
struct SamplingScenarios {
    private func world(
        for span: PolicyDuration = .minutes(1),
        _ change: (inout HealthPolicy.Spec) -> Void = { _ in }
    ) -> World {
        World([Given.policy("web", [Given.cpu(for: span)], change)])
    }

    @Test("one sample too high does nothing")
    func spike() {
        var world = world()
        world.sample(until: 300)
        world.at(100.5) { $0.cpu = 400 }
        world.at(101.5) { $0.cpu = 10 }
        world.run(until: 300)
        #expect(world.phases == [.pending])
        #expect(world.episode == nil)
    }

    @Test("sustained for its time fires at the sample that proves it, is healed and verified")
    func sustained() {
        var world = world()
        world.sample(until: 600)
        world.at(99.5) { $0.cpu = 99 }
        world.afterStart = { $0.cpu = 10 }
        world.run(until: 600)
        #expect(world.steps.first { $0.phase == .firing }?.at == 160)
        #expect(world.intents.count == 1)
        #expect(world.phases.last == .resolved)
    }

    @Test(
        "a gap longer than three periods starts `for` anew; one of three does not",
        arguments: [(3.0, 160.0), (5.0, 190.0)]
    )
    func gap(length: Double, firesAt: Double) {
        var world = world()
        world.sample(until: 600)
        world.at(99.5) { $0.cpu = 99 }
        world.at(130.5 - length) { $0.isSampling = false }
        world.at(129.5) { $0.isSampling = true }
        world.run(until: 300)
        #expect(world.steps.first { $0.phase == .firing }?.at == firesAt)
    }

    @Test("a stream that stalls at the last moment sustains nothing, and nobody spins")
    func stall() {
        var world = world()
        world.sample(until: 159)
        world.at(99.5) { $0.cpu = 99 }
        world.run(until: 600)
        #expect(!world.phases.contains(.firing))
        #expect(world.episode == nil)
    }

    @Test("a stream that stalls proves no recovery either")
    func stallWhileMet() {
        var world = world(for: .seconds(5)) { $0.remediation.mode = .observe }
        world.sample(until: 600)
        world.cpu = 99
        world.at(50.5) { $0.cpu = 10 }
        world.at(52.5) { $0.isSampling = false }
        world.at(78.5) { $0.isSampling = true }
        world.run(until: 82)
        #expect(world.standing == "Held(PolicyMode)")
        world.run(until: 600)
        #expect(world.phases.last == .resolved)
        #expect(world.steps.last.map { $0.at >= 109 } ?? false)
    }

    @Test("one sample too high at the end of a cooldown is not acted on")
    func spikeInEpisode() {
        var world = world(for: .seconds(20))
        world.history.lastEpisodeEnd = Given.at(-200)
        world.sample(until: 600)
        world.cpu = 99
        world.at(80.5) { $0.cpu = 10 }
        world.at(99.5) { $0.cpu = 99 }
        world.at(100.5) { $0.cpu = 10 }
        world.run(until: 600)
        #expect(world.intents.isEmpty)
        #expect(world.phases.last == .resolved)
    }

    @Test("one sample too high at the end of a verification is not acted on")
    func spikeInVerification() {
        var world = world(for: .seconds(20)) { $0.remediation.steps[0].attempts = 3 }
        world.sample(until: 600)
        world.cpu = 99
        world.at(21.5) { $0.cpu = 10 }
        for second in stride(from: 40.5, to: 260, by: 20) {
            world.at(second) { $0.cpu = 99 }
            world.at(second + 1) { $0.cpu = 10 }
        }
        world.run(until: 600)
        #expect(world.intents.count == 1)
        #expect(world.phases.last == .resolved)
    }

    @Test("one busy core of sixteen is left alone")
    func oneOfSixteen() {
        var world = world(for: .seconds(5))
        world.container?.cpuLimitCores = 16
        world.sample(until: 100)
        world.cpu = 100
        world.run(until: 100)
        #expect(world.steps.isEmpty)
    }
}
