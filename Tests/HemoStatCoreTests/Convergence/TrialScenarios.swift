import Testing

@testable import HemoStatCore

@Suite("Scenarios: after an escalation")
struct TrialScenarios {
    /// Unhealthy from zero on whatever is done.
    private func never(_ change: (inout HealthPolicy.Spec) -> Void = { _ in }) -> World {
        var world = World([
            Given.policy("web", [Given.up, Given.healthy]) {
                $0.remediation.steps = [
                    RemediationStep(action: .start), RemediationStep(action: Given.restart, attempts: 2),
                ]
                $0.remediation.budget = .init(actions: 99, within: .hours(1))
                $0.remediation.circuitBreaker.failures = 99
                $0.remediation.verify.timeout = .seconds(10)
                change(&$0)
            }
        ])
        world.afterStart = { $0.health(.unhealthy) }
        world.at(0) { $0.health(.unhealthy) }
        return world
    }

    @Test("one trial of the last step after halfOpenAfter, then after twice as long, up to once a day")
    func doubling() {
        var world = never()
        world.run(until: 290_000)
        #expect(world.intents.prefix(3).map(\.step) == [0, 1, 1])
        #expect(world.intents.dropFirst(3).allSatisfy { $0.step == 1 })
        let ends = world.steps.filter { $0.phase == .escalated }.map(\.at)
        let trials = Array(world.actionTimes.dropFirst(3))
        let pauses = zip(ends, trials).map { $1 - $0 }
        let expected = [0.5, 1, 2, 4, 8, 16, 24, 24].map { $0 * 3600 }
        #expect(zip(pauses, expected).allSatisfy { abs($0 - $1) < 0.1 }, "\(pauses)")
        #expect(trials.count == expected.count)
    }

    @Test(
        "the pause doubles with each trial, between a minute and a day",
        arguments: [
            (30, 0, 30), (30, 1, 60), (30, 6, 1440), (30, 999_999, 1440), (0, 0, 1), (0, 3, 8), (9999, 0, 1440),
        ]
    )
    func pause(first: Int64, trials: Int, expected: Int64) {
        #expect(Episode.pause(.minutes(first), trials: trials) == .minutes(expected))
    }

    @Test("a trial that helps resolves it; the next trouble has a whole ladder")
    func helps() {
        var world = never()
        world.run(until: 1000)
        #expect(world.standing == "Escalated(StepsExhausted)")
        world.afterStart = { $0.health(.healthy) }
        world.run(until: 3000)
        #expect(world.standing == "Resolved")
        world.at(4000) { $0.health(.unhealthy) }
        world.run(until: 4100)
        #expect(world.intents.map(\.step) == [0, 1, 1, 1, 0])
    }

    @Test("what Docker refused is tried again the same way: its last step, once")
    func refused() {
        var world = never()
        world.agents.outcome = .failed("no such device")
        world.run(until: 1800)
        #expect(world.intents.count == 1)
        world.agents.outcome = .succeeded
        world.run(until: 1900)
        #expect(world.intents.map(\.step) == [0, 1])
        #expect(world.standing == "Escalated(StepsExhausted)")
    }

    @Test("no trial on what a person stopped meanwhile, nor while it is well, nor where no step answers")
    func none() {
        var stopped = never()
        stopped.at(1000) { $0.stopByHand() }
        stopped.run(until: 10_000)
        #expect(stopped.intents.count == 3)
        #expect(stopped.episode?.phase == .escalated)
        var well = never()
        well.at(1795) { $0.health(.healthy) }
        well.run(until: 10_000)
        #expect(well.intents.count == 3)
        #expect(well.standing == "Resolved")
        var stepless = never { $0.remediation.steps = [RemediationStep(when: ["up"], action: .start)] }
        stepless.run(until: 100_000)
        #expect(stepless.standing == "Escalated(NoStep)")
        #expect(stepless.timer == nil)
    }

    @Test("Docker's own restarts leave it escalated; a person's begin anew")
    func restarts() {
        var world = never()
        world.run(until: 1000)
        let escalated = world.episode?.id
        world.at(1000) { $0.crashAndDockerRestarts(1, after: 1) }
        world.run(until: 1100)
        #expect(world.episode?.id == escalated)
        #expect(world.standing == "Escalated(StepsExhausted)")
        world.restartByHand()
        world.run(until: 1200)
        #expect(world.episode?.id != escalated)
    }

    @Test("a person says that it goes on: a fresh ladder, after the cooldown")
    func resume() {
        var world = never()
        world.run(until: 1000)
        #expect(world.episode?.resume(by: "ann", at: world.now) == true)
        world.reconcile()
        #expect(world.standing == "Firing")
        world.run(until: 1100)
        #expect(world.intents.map(\.step) == [0, 1, 1, 0, 1, 1])
        #expect(world.episode?.trail.contains { $0.code == "Resumed" && $0.message.contains("ann") } == true)
    }

    @Test("said at the very instant of the escalation it counts, and only once")
    func resumeAtOnce() {
        var world = never()
        world.run(until: 1000)
        let end = world.episode?.closedAt ?? Given.zero
        #expect(world.episode?.resume(by: "ann", at: end) == true)
        #expect(world.episode?.isResumed == true)
        world.reconcile()
        #expect(world.standing == "Firing")
    }

    @Test(
        "each phase takes a person's word: what waits is looked at anew, what is over is not",
        arguments: Phase.allCases
    )
    func resumeInPhase(phase: Phase) {
        var episode = Given.episode(phase: phase) { ($0.attempts, $0.trials) = (["web/0": 1], 3) }
        let before = episode.phase
        let isDone = episode.resume(by: String(repeating: "x", count: 500), at: Given.at(5))
        #expect(isDone == !phase.isFinal)
        #expect(episode.phase == before)
        guard isDone else { return #expect(episode.attempts == ["web/0": 1]) }
        #expect(episode.attempts.isEmpty)
        #expect(episode.trials == nil)
        #expect(episode.resumedAt == Given.at(5))
        #expect(episode.trail.last.map { $0.message.utf8.count < 200 } ?? false)
        guard [.held, .awaitingApproval, .falseAlarm, .escalated].contains(phase) else { return }
        let sick = Given.container { $0.health = .unhealthy }
        let next = Convergence.advance(Given.input(episode, sick, at: 6))
        #expect(next.episode?.phase == .firing)
        #expect(next.effects == [.askAnalyzer])
    }
}
