import Testing

@testable import HemoStatCore

@Suite("Scenarios: what a person did")
struct HumanIntentScenarios {
    @Test("docker stop stands, without a word, until it is started again")
    func stop() {
        var world = World()
        world.afterStart = { $0.after(3) { $0.health(.healthy) } }
        world.at(10) { $0.stopByHand() }
        world.run(until: 86_400)
        #expect(world.phases == [.held])
        #expect(world.standing == "Held(HumanIntent)")
        #expect(!world.isAnnounced)
        #expect(world.timer == nil)
        world.startByHand()
        world.run(until: 90_000)
        #expect(world.phases == [.held, .resolved])
        #expect(!world.isAnnounced)
        #expect(world.intents.isEmpty)
    }

    @Test(
        "exit 0, a pause, an end nobody saw: left alone, each with its reason",
        arguments: [("Completed", 0), ("HumanIntent", 1), ("IntentUnknown", 2)]
    )
    func leftAlone(reason: String, kind: Int) {
        var world = World([Given.policy("web", [Given.up, Given.healthy, Given.exits])])
        world.at(10) { world in
            switch kind {
            case 0: world.crash(0)
            case 1: world.pause()
            default:
                world.isHandsOff = true
                world.change { ($0.status, $0.exitCode, $0.finishedAt) = (.exited, 137, Given.at(10)) }
            }
        }
        world.run(until: 86_400)
        #expect(world.standing == "Held(\(reason))")
        #expect(world.intents.isEmpty)
        #expect(!world.isAnnounced)
        #expect(world.asked.analyzer == 0)
    }

    @Test("a container that starts is neither healthy nor divergent")
    func starting() {
        var world = World()
        world.at(10) { $0.health(.starting) }
        world.run(until: 86_400)
        #expect(world.steps.isEmpty)
        #expect(world.episode == nil)
    }

    @Test("no health check: nothing is known, nothing is done")
    func noHealthcheck() {
        var world = World(container: Given.container { $0.health = .none })
        world.reconcile()
        world.run(until: 3600)
        #expect(world.steps.isEmpty)
    }

    @Test("docker restart by a person is no trouble, and its short absence nobody's news")
    func restart() {
        var world = World()
        world.afterStart = { $0.after(3) { $0.health(.healthy) } }
        world.at(10) { $0.stopByHand() }
        world.at(10.5) { $0.startByHand() }
        world.run(until: 600)
        #expect(world.phases == [.held, .resolved])
        #expect(!world.isAnnounced)
    }

    @Test("stopped by a person in every phase: no action any more", arguments: World.openPhases)
    func stoppedInPhase(phase: Phase) {
        var world = World.standing(in: phase)
        let before = world.intents.count
        world.at(11) { $0.stopByHand() }
        world.at(12) { world in
            world.agents = World.Agents()
        }
        world.run(until: 1500)
        #expect(world.intents.count == before)
        // A restart on the wire is not called back, and starts what was stopped meanwhile.
        let ends: [Phase: String] = [.remediating: "Escalated(StepsExhausted)", .escalated: "Escalated(ActionFailed)"]
        #expect(world.standing == ends[phase] ?? "Held(HumanIntent)")
    }

    @Test("a crash that was taken for a request until its events came is healed")
    func lateEvidence() {
        var world = World()
        world.afterStart = { $0.after(3) { $0.health(.healthy) } }
        world.at(0) { $0.container?.stop.record(ContainerEvent(action: .kill(signal: 15), at: $0.now)) }
        // Seen in Docker's state before its event: the old TERM is all there is to judge from.
        world.at(20_000) { $0.change { ($0.status, $0.exitCode, $0.finishedAt) = (.exited, 1, Given.at(20_000)) } }
        world.at(20_000.1) { world in
            world.container?.stop.record(ContainerEvent(action: .die(exitCode: 1), at: Given.at(20_000)))
            world.reconcile()
        }
        world.run(until: 30_000)
        #expect(world.intents.count == 1)
        #expect(world.phases.last == .resolved)
    }

    @Test("Docker's own restart policy has ten seconds")
    func dockersTurn() {
        var container = Given.container()
        container.restartPolicy = RestartPolicy(name: "always")
        var quick = World(container: container)
        quick.afterStart = { $0.after(1) { $0.health(.healthy) } }
        for round in 0..<5 { quick.at(Double(10 + round * 60)) { $0.crashAndDockerRestarts(1, after: 9) } }
        quick.run(until: 600)
        #expect(quick.steps.isEmpty)
        var slow = World(container: container)
        slow.at(10) { $0.crashAndDockerRestarts(1, after: 60) }
        slow.run(until: 19.999)
        #expect(slow.steps.isEmpty)
        slow.run(until: 20)
        #expect(slow.steps.map(\.phase) == [.firing])
    }

    @Test("a startup grace hides a sick start to its exact end, never an exit")
    func grace() {
        let policy = Given.policy { $0.startupGrace = .seconds(30) }
        var world = World([policy], container: Given.container { ($0.startedAt, $0.health) = (Given.zero, .starting) })
        world.at(5) { $0.health(.unhealthy) }
        world.run(until: 29.999)
        #expect(world.steps.isEmpty)
        world.run(until: 30)
        #expect(world.steps.map(\.phase) == [.firing])
        var crashed = World(
            [policy],
            container: Given.container { ($0.startedAt, $0.health) = (Given.zero, .starting) }
        )
        crashed.at(5) { $0.crash(1) }
        crashed.run(until: 5)
        #expect(crashed.steps.map(\.phase) == [.firing])
    }
}
