import Testing

@testable import HemoStatCore

@Suite("Scenarios: host, policy or container lost in each phase")
struct UpheavalScenarios {
    static let quiet = Given.policy("web", generation: 2) { $0.remediation.mode = .observe }

    @Test(
        "an unreachable host: nothing resolves, nothing is done, nobody spins; it goes on when the host is back",
        arguments: World.openPhases
    )
    func unreachable(phase: Phase) {
        var world = World.standing(in: phase)
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.at(11) { $0.hostGone() }
        let actions = world.intents.count
        let asked = world.asked
        world.run(until: 3600)
        #expect(world.intents.count == actions)
        #expect(!world.phases.contains(.resolved))
        // Only what became of an open intent may still be asked for.
        if phase != .remediating { #expect(world.asked == asked) }
        if phase == .pending { #expect(world.standing == "Pending") }
        world.agents = World.Agents()
        world.at(3600) { $0.hostBack() }
        world.run(until: 20_000)
        let ends: [Phase: String] = [
            .awaitingApproval: "AwaitingApproval(Approval)"
        ]
        #expect(world.standing == ends[phase] ?? "Resolved")
    }

    @Test(
        "a policy deleted: the episode is over, the container left alone",
        arguments: World.openPhases,
        [false, true]
    )
    func deleted(phase: Phase, whileUnreachable: Bool) {
        var world = World.standing(in: phase)
        if whileUnreachable { world.hostGone() }
        let actions = world.intents.count
        world.at(12) { $0.policies = [] }
        if whileUnreachable { world.at(600) { $0.hostBack() } }
        world.run(until: 20_000)
        #expect(world.intents.count == actions)
        if phase == .pending {
            #expect(world.episode == nil)
        } else {
            #expect(world.standing == "Superseded(PolicyChanged)")
        }
        #expect(world.timer == nil)
    }

    @Test("a policy that only observes now: nothing more is done, and the reason is told", arguments: World.openPhases)
    func observes(phase: Phase) {
        var world = World.standing(in: phase)
        let actions = world.intents.count
        world.at(12) { $0.policies = [Self.quiet] }
        world.at(13) { world in
            world.agents = World.Agents()
        }
        world.run(until: 20_000)
        #expect(world.intents.count == actions)
        #expect(world.standing == "Held(PolicyMode)")
    }

    @Test(
        "a policy without any step for it any more ends Escalated, in whatever phase it was",
        arguments: World.openPhases
    )
    func stepless(phase: Phase) {
        var world = World.standing(in: phase)
        let actions = world.intents.count
        world.at(12) { $0.policies = [Given.policy("web", generation: 2) { $0.remediation.steps[0].when = ["up"] }] }
        world.at(13) { world in
            world.agents = World.Agents()
        }
        world.run(until: 20_000)
        #expect(world.intents.count == actions)
        #expect(world.episode?.phase == .escalated, "\(world.standing)")
    }

    @Test("the same generation again disturbs nothing", arguments: World.openPhases)
    func sameAgain(phase: Phase) {
        var world = World.standing(in: phase)
        let before = world.episode
        let same = world.policies
        world.policies = same
        #expect(world.episode?.phase == before?.phase)
        #expect(world.episode?.reason == before?.reason)
        #expect(world.episode?.trail == before?.trail)
    }

    @Test("a new generation gives an escalated container a new ladder, after the cooldown, also when Docker refused")
    func newLadder() {
        var world = World.standing(in: .escalated)
        world.agents = World.Agents()
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.at(20) { $0.policies = [Given.policy("web", generation: 2)] }
        world.run(until: 2000)
        #expect(world.intents.count == 2)
        #expect(world.actionTimes.last.map { $0 >= 301 } ?? false, "\(world.actionTimes)")
        #expect(world.phases.last == .resolved)
    }

    @Test(
        "a container removed: Superseded where anybody knew of it, else forgotten; late answers change nothing",
        arguments: World.openPhases
    )
    func removed(phase: Phase) {
        var world = World.standing(in: phase)
        let actions = world.intents.count
        world.at(12) { $0.remove() }
        world.run(until: 12)
        world.agents = World.Agents()
        world.run(until: 20_000)
        #expect(world.intents.count == actions)
        let ends = world.steps.filter { $0.phase == .superseded }
        #expect(ends.count == (phase == .pending ? 0 : 1), "\(world.steps)")
        #expect(world.timer == nil)
        #expect(world.episode == nil, "its record has gone, too")
    }

    @Test("the new container of the same name heals under the same counters")
    func recreated() {
        var world = World.standing(in: .verifying)
        world.remove()
        #expect(world.standing == "Superseded(ContainerGone)")
        world.reconcile()
        #expect(world.standing == "Superseded(ContainerGone)", "it stays to be read")
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.container = Given.container { ($0.startedAt, $0.health) = (Given.at(10), .unhealthy) }
        world.reconcile()
        world.run(until: 2000)
        #expect(world.denials == ["Cooldown"])
        #expect(world.intents.count == 2)
        #expect(world.phases.last == .resolved)
    }
}
