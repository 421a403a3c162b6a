import Testing

@testable import HemoStatCore

@Suite("Scenarios: modes and several policies")
struct ModeScenarios {
    @Test(
        "what may not act holds with its reason, says so once, and never acts",
        arguments: [
            (.observe, .enforce, "Held(PolicyMode)"), (.dryRun, .enforce, "Held(DryRun)"),
            (.approve, .enforce, "AwaitingApproval(Approval)"), (.enforce, .dryRun, "Held(DryRun)"),
            (.approve, .dryRun, "Held(DryRun)"), (.enforce, .observe, "Held(PolicyMode)"),
        ] as [(RemediationMode, RemediationMode, String)]
    )
    func modes(mode: RemediationMode, cap: RemediationMode, standing: String) {
        var world = World([Given.policy { $0.remediation.mode = mode }])
        world.agents.modeCap = cap
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 86_400)
        #expect(world.standing == standing)
        #expect(world.denials.count == 1)
        #expect(world.intents.isEmpty)
        world.health(.healthy)
        world.run(until: 90_000)
        #expect(world.phases.last == .resolved)
    }

    @Test("Observe needs no steps; a suspended policy neither acts nor keeps another from it")
    func stepless() {
        var world = World([Given.policy { $0.remediation = RemediationSpec() }])
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 86_400)
        #expect(world.standing == "Held(PolicyMode)")
        var suspended = World([Given.policy { $0.suspend = true }])
        suspended.at(0) { $0.health(.unhealthy) }
        suspended.run(until: 86_400)
        #expect(suspended.standing == "Held(PolicyMode)")
    }

    @Test("low confidence holds, is looked at again, and says so once")
    func confidence() {
        var world = World([Given.policy { $0.analysis.minimumConfidence = 0.9 }])
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 3600)
        #expect(world.standing == "Held(Confidence)")
        #expect(world.denials == ["Confidence"])
        #expect(world.asked.analyzer >= 10)
        #expect(world.intents.isEmpty)
    }

    // MARK: Several policies

    static let strong = Given.policy("strong", [Given.up]) { $0.priority = 9 }
    static let weak = Given.policy("weak", [Given.healthy])

    @Test("each divergence uses the remediation of the policy that won its expectation")
    func ownRemediation() {
        var world = World([Self.strong, Self.weak])
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.at(0) { $0.health(.unhealthy) }
        world.at(600) { $0.crash(1) }
        world.run(until: 3000)
        #expect(world.intents.map(\.policy) == ["weak", "strong"])
        #expect(world.phases.last == .resolved)
    }

    @Test("a stronger policy that observes binds the weaker; a weaker one that observes does not bind the stronger")
    func strictest() {
        var observing = Self.strong
        observing.spec.remediation.mode = .observe
        var bound = World([observing, Self.weak])
        bound.at(0) { $0.health(.unhealthy) }
        bound.run(until: 3000)
        #expect(bound.standing == "Held(PolicyMode)")
        var free = World([Self.strong, Given.policy("weak", [Given.healthy]) { $0.remediation.mode = .observe }])
        free.afterStart = { $0.after(1) { $0.health(.healthy) } }
        free.at(0) { $0.crash(1) }
        free.run(until: 3000)
        #expect(free.intents.map(\.policy) == ["strong"])
        #expect(free.phases.last == .resolved)
    }

    @Test("what an observing policy minds keeps no other from being healed, before it, after it and again")
    func observedBeside() {
        let watch = Given.policy("watch", [Given.cpu(for: .seconds(5))]) {
            $0.priority = -1
            $0.remediation.mode = .observe
        }
        var world = World([Given.policy("web", [Given.healthy]), watch])
        world.cpu = 99
        world.sample(until: 4000)
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.run(until: 60)
        #expect(world.standing == "Held(PolicyMode)")
        world.at(100) { $0.health(.unhealthy) }
        world.run(until: 1000)
        #expect(world.intents.map(\.policy) == ["web"])
        #expect(world.standing == "Held(PolicyMode)")
        world.at(1000) { $0.health(.unhealthy) }
        world.run(until: 2000)
        #expect(world.episode?.phase == .escalated, "its one attempt is used up: \(world.standing)")
        world.at(2000) { $0.cpu = 10 }
        world.run(until: 2500)
        #expect(world.episode?.phase == .escalated)
    }

    @Test("a suspended policy's trouble does not keep a weaker one from healing its own")
    func suspendedBeside() {
        var asleep = Self.strong
        asleep.spec.suspend = true
        var world = World([asleep, Self.weak])
        world.at(0) { $0.crash(1) }
        world.run(until: 60)
        #expect(world.standing == "Held(PolicyMode)")
        world.afterStart = { $0.after(1) { $0.health(.unhealthy) } }
        world.at(100) { $0.startByHand() }
        world.run(until: 160)
        #expect(world.intents.map(\.policy) == ["weak"])
    }
}
