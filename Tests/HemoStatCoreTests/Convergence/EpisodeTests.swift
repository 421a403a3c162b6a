import Testing

@testable import HemoStatCore

@Suite("Episode")
struct EpisodeTests {
    private let sick = Given.container { $0.health = .unhealthy }

    private func denied(by gate: GateName = .cooldown, reason: String? = nil, until seconds: Double? = nil) -> Verdict {
        Verdict(results: [.allow(.policyMode), .deny(gate, reason: reason, "no", nextEligible: seconds.map(Given.at))])
    }

    @Test("a diagnosis is taken in only where one is awaited", arguments: Phase.allCases)
    func accept(phase: Phase) {
        var episode = Given.episode(phase: phase)
        let before = episode
        let step = episode.accept(Given.diagnosis(at: 1), Given.input(nil, sick, at: 1))
        #expect((step != nil) == (phase == .firing))
        #expect(phase == .firing ? episode.phase == .diagnosed : episode == before)
    }

    @Test("what is not open any more when it is diagnosed is held for a moment")
    func acceptNothingOpen() {
        var episode = Given.episode(records: [Given.record { $0.isDiverged = false }], phase: .firing)
        let step = episode.accept(Given.diagnosis(.noDiagnosis, at: 1), Given.input(nil, sick, at: 1))
        #expect(step == nil)
        #expect(episode.phase == .held)
        #expect(episode.reason == "Target")
        #expect(episode.nextEligible == Given.at(2))
    }

    @Test("a denial is taken in only where an action is awaited", arguments: Phase.allCases)
    func hold(phase: Phase) {
        var episode = Given.episode(phase: phase)
        let before = episode
        let isNews = episode.hold(denied(), Given.input(nil, sick, at: 1))
        #expect(isNews == phase.waitsForAction)
        #expect(phase.waitsForAction ? episode.phase == .held : episode == before)
    }

    @Test("a denial is news once per change of gate, also when analysis came in between; an action makes it news again")
    func news() {
        var episode = Given.episode()
        let input = Given.input(nil, sick, at: 1)
        func deny(_ gate: GateName) -> Bool {
            if episode.phase == .held { episode.enter(.diagnosed, at: input.now, message: "analysed anew") }
            return episode.hold(denied(by: gate), input)
        }
        let answers = [deny(.cooldown), deny(.cooldown), deny(.actionBudget), deny(.actionBudget), deny(.cooldown)]
        #expect(answers == [true, false, true, false, true])
        episode.enter(.remediating, at: input.now, reason: "restart", message: "restart in progress")
        #expect(deny(.cooldown) == false, "nothing is denied while an action is open")
        episode.enter(.diagnosed, at: input.now, message: "again")
        #expect(deny(.cooldown))
    }

    @Test(
        "a hold is never asked about again sooner than in a second, and not by time where time changes nothing",
        arguments: [(0.5, 2), (1.5, 2), (60, 60), (nil, nil)] as [(Double?, Double?)]
    )
    func nextEligible(until seconds: Double?, expected: Double?) {
        var episode = Given.episode()
        _ = episode.hold(denied(until: seconds), Given.input(nil, sick, at: 1))
        #expect(episode.nextEligible == expected.map(Given.at))
    }

    @Test("an approval that is missing has a phase of its own")
    func approval() {
        var episode = Given.episode()
        _ = episode.hold(denied(by: .approval), Given.input(nil, sick, at: 1))
        #expect(episode.phase == .awaitingApproval)
    }

    @Test(
        "an outcome is settled once, and moves only an episode that is acting",
        arguments: [
            (.succeeded, .verifying, 1), (.unknown, .verifying, 1), (.failed("no"), .escalated, 1),
            (.notDone("no"), .firing, 0),
        ] as [(Intent.Outcome, Phase, Int)]
    )
    func settle(outcome: Intent.Outcome, phase: Phase, attempts: Int) {
        var episode = Given.episode()
        episode.begin(Given.intent(at: 1), Verdict(results: []), attemptsKey: "web/0")
        #expect(episode.phase == .remediating)
        #expect(episode.attempts == ["web/0": 1])
        var over = episode
        over.enter(.superseded, at: Given.at(2), reason: "ContainerGone", message: "gone")
        episode.settle(outcome, at: Given.at(3))
        over.settle(outcome, at: Given.at(3))
        #expect(episode.phase == phase)
        #expect(episode.attempts["web/0"] == attempts)
        #expect(episode.openIntent == nil)
        #expect(over.phase == .superseded)
        #expect(over.openIntent == nil)
        let settled = episode
        episode.settle(.failed("late"), at: Given.at(4))
        #expect(episode == settled)
    }

    @Test(
        "what happened around an action is its doing",
        arguments: [(-2.1, false), (-2, true), (5, true), (12, true), (12.1, false)]
    )
    func isOurs(at seconds: Double, expected: Bool) {
        let episode = Given.episode { $0.intents = [Given.intent(at: 0) { $0.settledAt = Given.at(10) }] }
        #expect(episode.isOurs(Given.at(seconds)) == expected)
        let open = Given.episode { $0.intents = [Given.intent(at: 0)] }
        #expect(open.isOurs(Given.at(42)))
        #expect(!open.isOurs(Given.at(42.1)))
    }

    @Test("trail and transitions are bounded")
    func bounded() {
        var episode = Given.episode()
        for index in 0..<500 {
            episode.note(TrailEntry(at: Given.zero, stage: .gate, code: "\(index)", message: ""))
            episode.enter(index.isMultiple(of: 2) ? .held : .firing, at: Given.zero, message: "")
        }
        #expect(episode.trail.count <= 128)
        #expect(episode.trail.last?.code == "499")
        #expect(episode.transitions.count <= 128)
        #expect(episode.transitions.last?.phase == .firing)
    }

    @Test("what Docker refused, and what was nothing, says nothing to the breaker when the container recovers")
    func judged() {
        func wasEffective(_ action: RemediationAction, _ outcome: Intent.Outcome) -> Bool? {
            let intent = Given.intent(at: 0) { ($0.action, $0.outcome) = (action, outcome) }
            var episode = Given.episode()
            episode.intents = [intent]
            episode.resolve(at: Given.at(60))
            return episode.intents[0].wasEffective
        }
        #expect(wasEffective(Given.restart, .succeeded) == true)
        #expect(wasEffective(Given.restart, .unknown) == true)
        #expect(wasEffective(Given.restart, .failed("no")) == nil)
        #expect(wasEffective(.none, .succeeded) == nil)
    }
}
