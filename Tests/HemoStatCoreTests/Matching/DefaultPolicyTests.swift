import Testing

@testable import HemoStatCore

@Suite("DefaultPolicy")
struct DefaultPolicyTests {
    private func resolved(_ policy: DefaultPolicy, name: String = "web-1") -> ResolvedPolicy {
        PolicyResolver.resolve(Given.container { $0.name = name }, policies: [], fallback: policy.policy)
    }

    @Test("by default it only observes, at priority 0, with the thresholds people know")
    func defaults() {
        let policy = DefaultPolicy().policy
        #expect(policy.name == "hemostat-default")
        #expect(policy.spec.priority == 0)
        #expect(policy.spec.remediation.mode == .observe)
        #expect(policy.spec.remediation.cooldown == .hours(1))
        #expect(policy.spec.remediation.budget == .init(actions: 3, within: .hours(1)))
        #expect(policy.spec.analysis.minimumConfidence == 0.7)
        let checks = Dictionary(uniqueKeysWithValues: policy.spec.expectations.map { ($0.check.keyword, $0.check) })
        #expect(checks["cpu"] == .cpu(.init(below: Percentage(85))))
        #expect(checks["memory"] == .memory(.init(below: Percentage(80))))
        #expect(Set(checks.keys) == ["state", "health", "cpu", "memory", "restarts"])
    }

    @Test("each setting shapes it")
    func shaped() {
        var settings = DefaultPolicy()
        (settings.cpu, settings.memory) = (Percentage(50), Percentage(60))
        (settings.cooldown, settings.actionsPerHour) = (.seconds(7), 9)
        (settings.mode, settings.minimumConfidence) = (.enforce, 0.9)
        let spec = settings.policy.spec
        #expect(spec.expectations.contains { $0.check == .cpu(.init(below: Percentage(50))) })
        #expect(spec.expectations.contains { $0.check == .memory(.init(below: Percentage(60))) })
        #expect(spec.remediation.cooldown == .seconds(7) && spec.remediation.budget.actions == 9)
        #expect(spec.remediation.mode == .enforce && spec.analysis.minimumConfidence == 0.9)
    }

    @Test(
        "each meaning has a generation of its own, the same in every run: what was held under another is looked at again"
    )
    func generations() {
        let changes: [(inout DefaultPolicy) -> Void] = [
            { _ in }, { $0.cpu = Percentage(50) }, { $0.memory = Percentage(50) }, { $0.excludedNames = [] },
            { $0.excludedNames = ["a", "b"] }, { $0.excludedNames = ["a"] }, { $0.cooldown = .zero },
            { $0.actionsPerHour = 1 },
            { $0.mode = .enforce }, { $0.mode = .dryRun }, { $0.minimumConfidence = 0.5 },
        ]
        let generations = changes.map { change in
            var policy = DefaultPolicy()
            change(&policy)
            return policy.policy.metadata.generation
        }
        #expect(generations.first == 1)
        #expect(Set(generations).count == changes.count)
        #expect(generations.allSatisfy { ($0 ?? 0) > 0 })
        var enforce = DefaultPolicy()
        enforce.mode = .enforce
        #expect(enforce.policy.metadata.generation == generations[8])
    }

    @Test("leaves names alone, its own by default", arguments: [("hemostat-redis", false), ("web-1", true)])
    func names(name: String, isBound: Bool) {
        #expect(resolved(DefaultPolicy(), name: name).policies.isEmpty == !isBound)
        var settings = DefaultPolicy()
        settings.excludedNames = []
        #expect(!resolved(settings, name: name).policies.isEmpty, "nothing left out")
        settings.excludedNames = ["db-*", "web-?"]
        #expect(resolved(settings, name: name).policies.isEmpty == (name == "web-1"))
    }

    @Test("it acts only where it may: a crash under Enforce is restarted, one busy minute is not enough")
    func enforce() {
        var settings = DefaultPolicy()
        settings.mode = .enforce
        var world = World([settings.policy])
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.at(10) { $0.crash(1) }
        world.run(until: 200)
        #expect(world.intents.map(\.action) == [Given.restart])
        #expect(world.phases.last == .resolved)
        var idle = World([DefaultPolicy().policy])
        idle.at(10) { $0.crash(1) }
        idle.run(until: 200)
        #expect(idle.intents.isEmpty && idle.standing == "Held(PolicyMode)")
    }
}
