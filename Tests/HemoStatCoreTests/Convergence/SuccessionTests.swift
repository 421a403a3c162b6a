import Testing

@testable import HemoStatCore

/// An action that puts another container in the place of its target, and others who do.
@Suite("Succession")
struct SuccessionTests {
    private static let next = String(repeating: "fedcba9876543210", count: 4)
    private let heir = Given.container {
        ($0.key, $0.startedAt) = (ContainerKey(host: "default", id: next), Given.at(3))
    }

    private func input(
        _ episode: Episode?,
        _ container: ContainerObservation?,
        key: String,
        at seconds: Double
    ) -> ReconcileInput {
        var input = Given.input(episode, container, at: seconds)
        input.key = ContainerKey(host: "default", id: key)
        return input
    }

    private func recreating() -> Episode {
        var episode = Given.episode()
        episode.begin(Given.intent(at: 1) { $0.action = .recreate }, Verdict(results: []), attemptsKey: "web/0")
        return episode
    }

    private func recreated() -> Episode {
        var episode = recreating()
        episode.settle(ActionReport(.succeeded, successor: Self.next), at: Given.at(4))
        return episode
    }

    @Test("while its own action replaces it, that it is gone ends nothing")
    func during() {
        let episode = recreating()
        #expect(Convergence.advance(input(episode, nil, key: Given.id, at: 2)).episode == episode)
    }

    @Test("the episode goes on with the new container and proves itself there; its start was ours")
    func goesOn() {
        let episode = recreated()
        #expect(episode.key == heir.key)
        #expect(episode.intents.last?.containerID == Given.id)
        let proving = Convergence.advance(input(episode, heir, key: Self.next, at: 5)).episode
        #expect(proving?.phase == .verifying)
        #expect(proving?.startedAt == heir.startedAt)
        #expect(proving?.contest == nil)
        #expect(proving?.metSince == Given.at(5))
        let end = Convergence.advance(input(proving, heir, key: Self.next, at: 35)).episode
        #expect(end?.phase == .resolved)
        #expect(end?.containerID == Self.next)
        #expect(end?.intents.last?.wasEffective == true)
    }

    @Test("under the key of the container it left nothing is decided, nothing written, nobody asked")
    func oldKey() {
        for episode in [recreated(), Given.episode(phase: .resolved) { $0.containerID = Self.next }] {
            for container in [Given.container(), nil] {
                let decision = Convergence.advance(input(episode, container, key: Given.id, at: 5))
                #expect(decision == ReconcileDecision(episode: episode))
            }
        }
    }

    @Test("escalated on the new container, its start leaves it so; one by others begins anew")
    func escalated() {
        var episode = recreated()
        episode.enter(.escalated, at: Given.at(5), reason: "StepsExhausted", message: "")
        var sick = heir
        sick.health = .unhealthy
        #expect(Convergence.advance(input(episode, sick, key: Self.next, at: 6)).episode?.phase == .escalated)
        sick.startedAt = Given.at(300)
        let end = Convergence.advance(input(episode, sick, key: Self.next, at: 301)).episode
        #expect(end?.reason == "StartedAgain")
    }

    @Test("a new container of others ends the episode of the old one, and begins without its past")
    func foreign() {
        let end = Convergence.advance(input(Given.episode(phase: .held), nil, key: Given.id, at: 5)).episode
        #expect(end?.phase == .superseded)
        var sick = heir
        sick.health = .unhealthy
        let opened = Convergence.advance(input(nil, sick, key: Self.next, at: 6)).episode
        #expect(opened?.earlier == nil)
        #expect(opened?.containerID == Self.next)
    }

    @Test("the next episode of the same container remembers what was done in the last hour")
    func remembers() {
        let sick = Given.container { $0.health = .unhealthy }
        func earlier(at seconds: Double) -> Int? {
            let intents = (0..<6).map { index in
                Given.intent(at: Double(index)) { ($0.outcome, $0.settledAt) = (.succeeded, Given.at(Double(index))) }
            }
            let over = Given.episode(phase: .resolved) { $0.intents = intents }
            return Convergence.advance(Given.input(over, sick, at: seconds)).episode?.earlier?.count
        }
        #expect(earlier(at: 10) == 4)
        #expect(earlier(at: 3602) == 3)
        #expect(earlier(at: 4000) == nil)
    }

    @Test("before the policies were read nothing opens, nothing ends for want of them", arguments: Phase.allCases)
    func policiesUnknown(phase: Phase) {
        let sick = Given.container { $0.health = .unhealthy }
        let episode = Given.episode(phase: phase)
        var unread = Given.input(episode, sick, policies: [], at: 5)
        unread.policiesKnown = false
        #expect(Convergence.advance(unread) == ReconcileDecision(episode: episode, requeueAt: nil))
        unread.container = nil
        let isOpen = !phase.isFinal && phase != .remediating
        if isOpen { #expect(Convergence.advance(unread).episode?.reason == "ContainerGone") }
        var none = Given.input(nil, sick, at: 5)
        none.policiesKnown = false
        #expect(Convergence.advance(none) == ReconcileDecision(episode: nil))
        unread = Given.input(episode, sick, policies: [], at: 5)
        if isOpen { #expect(Convergence.advance(unread).episode?.reason == "PolicyChanged") }
    }

    @Test("a record of the version before still decodes")
    func decodes() throws {
        let known = Given.episode { $0.intents = [Given.intent(at: 0)] }
        #expect(try Codec.roundTrip(known) == known)
        let full = Given.episode {
            $0.earlier = [Given.intent(at: 0) { $0.undone = .init(at: Given.at(3), deed: "stopped") }]
            $0.contest = Contest(since: Given.zero, lastDeedAt: Given.zero, policies: "web@1", message: "twice")
            ($0.peaceAt, $0.trials, $0.resumedAt) = (Given.zero, 2, Given.zero)
        }
        #expect(try Codec.roundTrip(full) == full)
    }

    @Test("the container it makes, and the one it replaced, are no trouble of their own; any other is")
    func replacing() {
        #expect(recreating().isReplacing(heir))
        #expect(!recreating().isReplacing(Given.container()), "its own")
        #expect(!Given.episode().isReplacing(heir), "nothing is being replaced")
        var other = heir
        other.name = "db-1"
        #expect(!recreating().isReplacing(other))
        other = heir
        other.key = ContainerKey(host: "west", id: Self.next)
        #expect(!recreating().isReplacing(other))
        #expect(recreated().isReplacing(Given.container()))
        #expect(!recreated().isReplacing(heir))
        var restarting = Given.episode()
        restarting.begin(Given.intent(at: 1), Verdict(results: []), attemptsKey: "web/0")
        #expect(!restarting.isReplacing(heir))
    }
}
