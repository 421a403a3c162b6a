import Testing

@testable import HemoStatCore

/// Meaning that is easy to get wrong, each as the manual has it.
@Suite("Scenarios: meaning")
struct MeaningScenarios {
    @Test("paused is a person's doing, unless the policy wants it running and lists unpause")
    func paused() {
        func played(_ wanted: Check.DesiredState, _ action: RemediationAction) -> World {
            let up = Expectation(name: "up", check: .state(.init(is: wanted)))
            var world = World([Given.policy("web", [up]) { $0.remediation.steps = [RemediationStep(action: action)] }])
            world.at(0) { $0.pause() }
            world.run(until: 600)
            return world
        }
        #expect(played(.running, Given.restart).standing == "Held(HumanIntent)")
        #expect(played(.exited, .unpause).standing == "Held(HumanIntent)", "it is not wanted running")
        let healed = played(.running, .unpause)
        #expect(healed.intents.map(\.action) == [.unpause])
        #expect(healed.phases.last == .resolved)
    }

    @Test("an OOM kill is no person's doing and no end of its own: it is healed")
    func oomKill() {
        let never = Expectation(name: "oom", check: .oomKilled(.init()))
        var world = World([Given.policy("web", [never]) { $0.remediation.steps = [RemediationStep(action: .start)] }])
        world.at(0) { $0.crash(137, oom: true) }
        world.run(until: 600)
        #expect(world.intents.map(\.action) == [.start])
        #expect(world.phases.last == .resolved)
    }

    @Test("an OOM kill that docker answered itself is told, and no reason for another restart")
    func oomBroughtBack() {
        let never = Expectation(name: "oom", check: .oomKilled(.init()))
        let container = Given.container { $0.restartPolicy = RestartPolicy(name: "always") }
        var world = World([Given.policy("web", [never])], container: container)
        world.at(0) { $0.killedAndDockerRestarts(after: 0.2) }
        world.run(until: 600)
        #expect(world.phases.contains(.firing), "people hear of it")
        #expect(world.phases.contains(.falseAlarm))
        #expect(world.intents.isEmpty)
        #expect(world.phases.last == .resolved)
    }

    @Test("a crash loop is the business of `restarts`: what docker brings back is its own, again and again is not")
    func crashLoop() {
        let loops = Expectation(name: "loops", check: .restarts(.init(atMost: 3, within: .minutes(10))))
        let container = Given.container { $0.restartPolicy = RestartPolicy(name: "always") }
        var world = World([Given.policy("web", [Given.up, loops])], container: container)
        for second in [0, 20, 40] { world.at(Double(second)) { $0.crashAndDockerRestarts(1, after: 0.2) } }
        world.run(until: 50)
        #expect(world.phases.isEmpty, "three are fine")
        world.at(60) { $0.crashAndDockerRestarts(1, after: 0.2) }
        world.run(until: 600)
        #expect(world.actionTimes.count == 1)
        #expect(abs((world.actionTimes.first ?? 0) - 60.2) < 0.1, "the fourth is one too many")
        #expect(world.phases.last == .resolved, "our restart begins the count anew")
    }

    @Test("one start less is counted when the window has passed: it recovers by itself, unannounced")
    func crashLoopEnds() {
        let loops = Expectation(
            name: "loops",
            check: .restarts(.init(atMost: 0, within: .minutes(1))),
            sustainedFor: .minutes(2)
        )
        let container = Given.container { $0.restartPolicy = RestartPolicy(name: "always") }
        var world = World([Given.policy("web", [loops])], container: container)
        world.at(0) { $0.crashAndDockerRestarts(1, after: 0.2) }
        world.run(until: 600)
        #expect(world.phases == [.pending])
        #expect(world.episode == nil)
    }

    @Test("`for` begins with the divergence, also when somebody else leads by its end")
    func failover() throws {
        var patient = Given.healthy
        patient.sustainedFor = .minutes(2)
        var world = World([Given.policy("web", [patient])])
        world.at(10) { $0.health(.unhealthy) }
        world.run(until: 70)
        #expect(world.standing == "Pending")
        // The successor knows the record, and nothing else.
        let known = try #require(world.episode)
        world.episode = try Codec.roundTrip(known)
        world.reconcile()
        world.run(until: 600)
        #expect(world.steps.first { $0.phase == .firing }?.at == 130)
    }

    @Test(
        "what fired counts for `keepFiringFor` after it is met again: a short break is the same trouble, a long one is not"
    )
    func keepFiring() {
        func firings(breakOf seconds: Double) -> (phases: [Phase], resolvedAt: Double?) {
            var flapping = Given.cpu(for: .seconds(20))
            flapping.keepFiringFor = .seconds(60)
            var world = World([Given.policy("web", [flapping]) { $0.remediation.mode = .observe }])
            world.sample(until: 1000)
            world.at(9.5) { $0.cpu = 99 }
            world.at(99.5) { $0.cpu = 10 }
            world.at(99.5 + seconds) { $0.cpu = 99 }
            world.at(199.5 + seconds) { $0.cpu = 10 }
            world.run(until: 1000)
            return (world.phases, world.steps.first { $0.phase == .resolved }?.at)
        }
        let short = firings(breakOf: 40)
        #expect(short.phases.count { $0 == .resolved } == 1, "\(short.phases)")
        #expect(short.resolvedAt == 300, "a minute after it was met for good")
        #expect(firings(breakOf: 80).phases.count { $0 == .resolved } == 2)
    }

    private static let probe = Check.tcp(
        .init(port: 80, probe: .init(every: .seconds(10), timeout: .seconds(2), failures: 3))
    )

    private func probed(for span: PolicyDuration = .zero) -> World {
        World([Given.policy("web", [Expectation(name: "ping", check: Self.probe, sustainedFor: span)])])
    }

    @Test("no route to it is unknown, and nothing is done, however long")
    func unreachable() {
        var world = probed()
        for second in stride(from: 0.0, to: 600, by: 10) { world.at(second) { $0.answer(Self.probe, .unreachable) } }
        world.run(until: 600)
        #expect(world.phases.isEmpty)
    }

    @Test("one failure is nothing, three in a row are; one success is enough for the proof")
    func probes() {
        var world = probed()
        let answers: [(Double, ProbeObservation.Answer)] = [
            (0, .passed), (10, .failed), (20, .passed), (30, .failed), (40, .failed), (50, .failed),
        ]
        for (second, answer) in answers { world.at(second) { $0.answer(Self.probe, answer) } }
        for second in stride(from: 60.0, to: 300, by: 10) { world.at(second) { $0.answer(Self.probe, .passed) } }
        world.run(until: 300)
        #expect(world.steps.first?.at == 50)
        #expect(world.intents.count == 1)
        #expect(world.phases.last == .resolved)
    }

    @Test(
        "a gap of more than three periods and a timeout resets `for` of a probe, a shorter one does not",
        arguments: [(30.0, 90.0), (40.0, 120.0)]
    )
    func gap(length: Double, firesAt: Double) {
        var world = probed(for: .minutes(1))
        let fails: World.Work = { $0.answer(Self.probe, .failed) }
        for second in [10.0, 20, 30] { world.at(second, fails) }
        for number in 0..<15 { world.at(30 + length + Double(number) * 10, fails) }
        world.run(until: 300)
        // The row of failures goes on; only what lies in between was not seen.
        #expect(world.steps.first { $0.phase == .firing }?.at == (length == 30 ? firesAt : 30 + length + 60))
    }
}
