import Testing

@testable import HemoStatCore

/// Single calls; whole histories are in the scenarios beside this.
@Suite("Convergence")
struct ConvergenceTests {
    private let sick = Given.container { $0.health = .unhealthy }

    @Test("all is well: no episode, nobody is asked, nothing to wait for")
    func well() {
        #expect(Convergence.advance(Given.input(nil, Given.container(), at: 0)) == ReconcileDecision(episode: nil))
    }

    @Test("well, with metrics: that a reading grows old is no reason to look again")
    func wellMeasured() {
        let container = Given.container { $0.sample = Given.sample(at: 0) }
        let policies = [Given.policy("web", [Given.cpu(), Given.memory])]
        #expect(Convergence.advance(Given.input(nil, container, policies: policies, at: 0)).requeueAt == nil)
    }

    @Test("the first divergence opens an episode named after container and instant, and asks at once")
    func opens() {
        let decision = Convergence.advance(Given.input(nil, sick, at: 0))
        #expect(decision.episode?.id == "default/0123456789ab/1762164000000000")
        #expect(decision.episode?.transitions.map(\.phase) == [.pending, .firing])
        #expect(decision.episode?.isAnnounced == true)
        #expect(decision.effects == [.askAnalyzer])
        #expect(decision.requeueAt == Given.at(60))
    }

    @Test("the next episode carries the record's revision on, for compare-and-set")
    func revision() {
        let old = Given.episode(phase: .resolved) { $0.revision = 41 }
        #expect(Convergence.advance(Given.input(old, sick, at: 9)).episode?.revision == 41)
        #expect(Convergence.advance(Given.input(old, Given.container(), at: 9)).episode == old)
    }

    @Test("several anomalies make one episode and one question")
    func several() {
        let container = Given.container { ($0.health, $0.sample) = (.unhealthy, Given.sample(at: 0, cpu: 99)) }
        let policies = [Given.policy("web", [Given.healthy, Given.cpu(for: .zero)])]
        let decision = Convergence.advance(Given.input(nil, container, policies: policies, at: 0))
        #expect(decision.episode?.openRecords.map(\.expectation) == ["healthy", "cpu"])
        #expect(decision.effects == [.askAnalyzer])
    }

    @Test("a divergence that is not due waits for its instant; samples wait for samples")
    func pending() {
        let patient = HemoStatCore.Expectation(name: "healthy", check: Given.healthy.check, sustainedFor: .seconds(5))
        let policies = [Given.policy("web", [patient])]
        #expect(Convergence.advance(Given.input(nil, sick, policies: policies, at: 0)).requeueAt == Given.at(5))
        let busy = Given.container { $0.sample = Given.sample(at: 0, cpu: 99) }
        let measured = Convergence.advance(
            Given.input(nil, busy, policies: [Given.policy("web", [Given.cpu()])], at: 0)
        )
        #expect(measured.episode?.phase == .pending)
        #expect(measured.requeueAt == Given.at(3.001))
    }

    @Test("a resolved episode leaves what is only pending to the next, at once")
    func pendingAtTheEnd() {
        let patient = HemoStatCore.Expectation(name: "up", check: .state(.init(is: .paused)), sustainedFor: .hours(1))
        let policies = [Given.policy("web", [Given.healthy, patient])]
        let episode = Given.episode { $0.metSince = Given.zero }
        let end = Convergence.advance(Given.input(episode, Given.container(), policies: policies, at: 30))
        #expect(end.episode?.phase == .resolved)
        #expect(end.requeueAt == Given.at(30))
        let next = Convergence.advance(Given.input(end.episode, Given.container(), policies: policies, at: 30))
        #expect(next.episode?.phase == .pending)
        #expect(next.episode?.records.map(\.expectation) == ["up"])
    }

    @Test("while an intent is open only its own time counts, and an overdue answer is asked for every minute")
    func remediating() {
        var episode = Given.episode()
        episode.begin(Given.intent(at: 0), Verdict(results: []), attemptsKey: "web/0")
        for container in [sick, Given.container(), nil] {
            let early = Convergence.advance(Given.input(episode, container, at: 59))
            #expect(early == ReconcileDecision(episode: episode, requeueAt: Given.at(60)))
        }
        let late = Convergence.advance(Given.input(episode, sick, at: 60))
        #expect(late.effects == [.askResponder])
        #expect(late.requeueAt == Given.at(120))
    }

    @Test("a container that is gone ends what fired, which stays to be read for ten minutes, and forgets what did not")
    func gone() {
        let end = Convergence.advance(Given.input(Given.episode(), nil, at: 1))
        #expect(end.episode?.reason == "ContainerGone")
        #expect(end.requeueAt == Given.at(601))
        let again = Convergence.advance(Given.input(end.episode, nil, at: 600))
        #expect(again == ReconcileDecision(episode: end.episode, requeueAt: Given.at(601)))
        #expect(Convergence.advance(Given.input(end.episode, nil, at: 601)) == ReconcileDecision(episode: nil))
        let pending = Given.episode(records: [Given.record { $0.firedAt = nil }], phase: .pending)
        #expect(Convergence.advance(Given.input(pending, nil, at: 1)) == ReconcileDecision(episode: nil))
        #expect(
            Convergence.advance(Given.input(Given.episode(phase: .resolved), nil, at: 600))
                == ReconcileDecision(episode: nil)
        )
    }
}
