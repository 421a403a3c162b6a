import Testing

@testable import HemoStatCore

/// How the ladder, time and limits work together, rule by rule as the manual has them.
@Suite("Scenarios: interplay")
struct InterplayScenarios {
    /// Unhealthy from zero on, and a second after each start again.
    private func never(
        _ change: (inout HealthPolicy.Spec) -> Void = { _ in }
    ) -> World {
        var world = World([Given.policy("web", [Given.up, Given.healthy], change)])
        world.afterStart = { $0.after(1) { $0.health(.unhealthy) } }
        world.at(0) { $0.health(.unhealthy) }
        return world
    }

    private func close(_ left: Double, _ right: Double) -> Bool { abs(left - right) < 0.1 }

    // MARK: Attempts and verification

    @Test("the ladder's step is the action: what the analysis concludes never makes it another")
    func stepIsTheAction() {
        for rule in ["OutOfMemory", "Recreate", "exec rm -rf /"] {
            var world = never {
                $0.remediation.steps = [RemediationStep(action: .start), RemediationStep(action: Given.restart)]
            }
            world.agents.diagnose = { input in
                var diagnosis = RuleBook.diagnose(input)
                (diagnosis.rule, diagnosis.cause) = (rule, "recreate it")
                return diagnosis
            }
            world.run(until: 1500)
            #expect(world.intents.map(\.action) == [.start, Given.restart])
        }
    }

    @Test("an attempt counts once its intent is written, also when nobody ever hears of it")
    func attemptCounts() {
        var world = never { $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 2)] }
        world.agents.outcome = .unknown
        world.run(until: 1500)
        #expect(world.intents.count == 2)
        #expect(world.standing == "Escalated(StepsExhausted)")
    }

    @Test("verification starts at docker's outcome, however long docker takes")
    func verifyStartsAtOutcome() {
        for takes in [0.1, 30.0] {
            var world = never {
                $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 2)]
                $0.remediation.verify = .init(stableFor: .seconds(5), timeout: .seconds(20))
            }
            world.agents.dockerTakes = takes
            // What is well by its own health check is never starting.
            world.afterStart = { $0.health(.unhealthy) }
            world.run(until: 1500)
            #expect(world.actionTimes.count == 2)
            let apart = (world.actionTimes.last ?? 0) - (world.actionTimes.first ?? 0)
            #expect(close(apart, takes + 20), "\(takes): \(apart)")
        }
    }

    @Test("a failed verification uses the attempt up and counts for the breaker; a good one closes it")
    func breaker() {
        var world = never {
            $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 9)]
            $0.remediation.budget = .init(actions: 100, within: .hours(1))
            $0.remediation.circuitBreaker = .init(failures: 2, within: .hours(1), halfOpenAfter: .minutes(10))
            $0.remediation.verify = .init(stableFor: .seconds(5), timeout: .seconds(20))
        }
        world.run(until: 500)
        #expect(world.standing == "Held(CircuitBreaker)")
        #expect(world.intents.count == 2 && world.history.ineffective.count == 2)
        // Let through once after the cool-off, which does not help: closed again for as long.
        let last = world.seconds(world.history.ineffective.last ?? Given.zero)
        world.run(until: last + 700)
        #expect(world.intents.count == 3)
        #expect(close(world.actionTimes[2], last + 600))
        #expect(world.standing == "Held(CircuitBreaker)")
        // The next trial helps.
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        world.run(until: last + 2000)
        #expect(world.intents.count == 4)
        #expect(world.phases.last == .resolved)
        #expect(world.history.lastEffective != nil)
        world.at(last + 3000) { $0.health(.unhealthy) }
        world.run(until: last + 3100)
        #expect(world.intents.count == 5, "closed: the next episode acts at once")
    }

    @Test("an action that docker never did is no failure of the breaker's")
    func breakerNotDone() {
        var world = never {
            $0.remediation.circuitBreaker = .init(failures: 1, within: .hours(1), halfOpenAfter: .hours(1))
            $0.remediation.budget = .init(actions: 2, within: .hours(1))
        }
        world.agents.outcome = .notDone("not reached")
        world.run(until: 1000)
        #expect(world.intents.count == 2)
        #expect(world.history.ineffective.isEmpty)
        #expect(world.standing == "Held(ActionBudget)")
    }

    // MARK: Cooldown and budget

    @Test("inside an episode verify sets the pace, not the cooldown")
    func pace() {
        var world = never {
            $0.remediation.steps = [RemediationStep(action: Given.restart, attempts: 3)]
            $0.remediation.cooldown = .hours(5)
            $0.remediation.verify = .init(stableFor: .seconds(5), timeout: .seconds(30))
        }
        world.run(until: 600)
        #expect(world.intents.count == 3)
        #expect(world.denials.isEmpty)
    }

    @Test("with the budget used up a running verification goes on, and may still succeed")
    func budgetAndVerify() {
        var world = never { $0.remediation.budget = .init(actions: 1, within: .hours(1)) }
        world.afterStart = { $0.after(20) { $0.health(.healthy) } }
        world.run(until: 600)
        #expect(world.intents.count == 1)
        #expect(world.phases.last == .resolved)
        #expect(world.denials.isEmpty)
    }

    @Test("held for its budget, the ladder goes on where it stood")
    func ladderKept() {
        var world = never {
            $0.remediation.steps = [RemediationStep(action: .start), RemediationStep(action: Given.restart)]
            $0.remediation.budget = .init(actions: 1, within: .minutes(10))
        }
        world.run(until: 500)
        #expect(world.standing == "Held(ActionBudget)")
        world.run(until: 1500)
        #expect(world.intents.map(\.action) == [.start, Given.restart])
        #expect(close(world.actionTimes[1] - world.actionTimes[0], 600))
    }

    // MARK: Several policies

    private static let window = MaintenanceWindow(kind: .deny, schedule: "* * * * *", duration: .hours(1))

    @Test("the windows of every policy that binds hold, also of one that minds nothing now")
    func allWindows() {
        let calm = Given.policy("calm", [Given.exits]) {
            $0.priority = 3
            $0.remediation.windows = [Self.window]
        }
        var world = World([Given.policy("web", [Given.healthy]), calm])
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 600)
        #expect(world.standing == "Held(MaintenanceWindow)")
        var weaker = calm
        weaker.spec.priority = -1
        world.policies = [Given.policy("web", [Given.healthy], generation: 2), weaker]
        world.run(until: 700)
        #expect(world.intents.count == 1, "a weaker one's bind nobody else: \(world.standing)")
    }

    @Test("counters are shared, each policy applies its own limits")
    func sharedCounters() {
        let tight = Given.policy("tight", [Given.up]) {
            $0.remediation.steps = [RemediationStep(action: .start, attempts: 5)]
            ($0.remediation.cooldown, $0.remediation.budget) = (.zero, .init(actions: 2, within: .hours(1)))
        }
        let loose = Given.policy("loose", [Given.healthy]) {
            ($0.remediation.cooldown, $0.remediation.budget) = (.zero, .init(actions: 3, within: .hours(1)))
        }
        var world = World([tight, loose])
        world.afterStart = { $0.after(1) { $0.health(.healthy) } }
        // One of the loose policy's, one of the tight one's: both count for both.
        world.at(0) { $0.health(.unhealthy) }
        world.at(300) { $0.crash(1) }
        world.run(until: 500)
        #expect(world.intents.map(\.policy) == ["loose", "tight"])
        world.at(600) { $0.crash(1) }
        world.run(until: 700)
        #expect(world.standing == "Held(ActionBudget)", "two of two, by whoever")
        world.at(800) { $0.startByHand() }
        world.at(1000) { $0.health(.unhealthy) }
        world.run(until: 1100)
        #expect(world.intents.map(\.policy) == ["loose", "tight", "loose"], "two of three")
    }

    @Test("a suspended policy is evaluated, still overrides, and never acts")
    func suspended() {
        let strong = Given.policy("strong", [Given.healthy]) { ($0.priority, $0.suspend) = (1, true) }
        var world = World([strong, Given.policy("weak", [Given.healthy])])
        world.at(0) { $0.health(.unhealthy) }
        world.run(until: 3000)
        #expect(world.standing == "Held(PolicyMode)")
        #expect(world.episode?.records.map(\.policy) == ["strong"])
        #expect(world.intents.isEmpty)
        var awake = strong
        (awake.spec.suspend, awake.metadata.generation) = (false, 2)
        world.policies = [awake, Given.policy("weak", [Given.healthy])]
        world.run(until: 3100)
        #expect(world.intents.map(\.policy) == ["strong"])
    }
}
