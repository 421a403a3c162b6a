import Testing

@testable import HemoStatCore

@Suite("NetworkParentCheck")
struct NetworkParentCheckTests {
    private static let started = NetworkParent(id: "p", name: "vpn", startedAt: Given.at(-10), status: .running)
    private static let before = NetworkParent(id: "p", name: "vpn", startedAt: Given.at(-7200), status: .running)
    private static let replaced = NetworkParent(
        id: "q",
        name: "vpn",
        startedAt: Given.at(-10),
        status: .running,
        exists: false
    )
    private static let lost = NetworkParent(id: nil, name: "vpn", exists: false)

    private func child(_ parent: NetworkParent?, _ status: ContainerStatus = .running) -> ContainerObservation {
        Given.container { ($0.networkParent, $0.status) = (parent, status) }
    }

    private func policy(
        _ actions: [RemediationAction],
        _ change: (inout HealthPolicy.Spec) -> Void = { _ in }
    ) -> HealthPolicy {
        Given.policy("web", [Given.up]) {
            $0.remediation.steps = actions.map { RemediationStep(when: ["up"], action: $0) }
            change(&$0)
        }
    }

    private func result(_ container: ContainerObservation, _ policies: [HealthPolicy]) -> EvaluatedExpectation? {
        Given.input(nil, container, policies: policies, at: 0).evaluated.first {
            $0.bound.expectation.name == "networkParent"
        }
    }

    @Test(
        "a parent that was started later, or made anew, has taken its child's network with it",
        arguments: [
            (before, .running, "met"), (started, .running, "diverged"), (replaced, .running, "diverged"),
            (replaced, .exited, "diverged"), (started, .exited, "NotRunning"), (started, .paused, "InTransition"),
            (started, .restarting, "InTransition"), (lost, .running, "NetworkLost"), (lost, .exited, "NetworkLost"),
            (NetworkParent(id: "p", name: "vpn", startedAt: Given.at(-10), status: .exited), .running, "InTransition"),
            (NetworkParent(id: "p", name: "vpn", startedAt: nil, status: .running), .running, "InTransition"),
            (NetworkParent(id: nil, name: ""), .running, "InTransition"),
            (NetworkParent(id: "p", name: "vpn", startedAt: Given.at(-3600), status: .running), .running, "met"),
        ] as [(NetworkParent, ContainerStatus, String)]
    )
    func table(parent: NetworkParent, status: ContainerStatus, expected: String) {
        #expect(result(child(parent, status), [policy([Given.restart, .recreate])])?.result.word == expected)
    }

    @Test(
        "there is none where the network is its own, where no policy selects, and of an unreachable host nothing is known"
    )
    func implied() {
        #expect(result(child(nil), [policy([Given.restart])]) == nil)
        #expect(result(child(Self.started), []) == nil)
        var far = child(Self.started)
        far.isFresh = false
        #expect(result(far, [policy([Given.restart])])?.result.word == "HostUnreachable")
    }

    @Test(
        "without a remedy in any policy it is only a finding",
        arguments: [
            (started, [.start, .none], "NetworkLost"), (started, [Given.restart], "diverged"),
            (started, [.recreate], "diverged"), (replaced, [Given.restart], "NetworkLost"),
            (replaced, [Given.restart, .recreate], "diverged"), (before, [.start], "met"),
        ] as [(NetworkParent, [RemediationAction], String)]
    )
    func remedy(parent: NetworkParent, actions: [RemediationAction], expected: String) {
        let policies = [policy(actions)]
        let evaluated = result(child(parent), policies)
        #expect(evaluated?.result.word == expected)
        let resolved = ResolvedPolicy(policies: policies)
        let findings = PolicyFinding.count([(resolved, [evaluated].compactMap { $0 })])
        #expect(findings.map(\.kind) == (expected == "NetworkLost" ? [.networkLost] : []))
        #expect(PolicyFinding.conditions(findings).map(\.type) == (expected == "NetworkLost" ? ["NetworkLost"] : []))
    }

    @Test("it is bound to the strongest policy that has a remedy")
    func owner() {
        var strong = policy([.none])
        (strong.metadata.name, strong.spec.priority) = ("strong", 9)
        #expect(result(child(Self.started), [policy([Given.restart]), strong])?.bound.policy == "web")
        #expect(result(child(Self.started), [policy([.none]), strong])?.bound.policy == "strong")
    }

    @Test("no policy can name it")
    func name() { #expect(NetworkParentCheck.name.contains { $0.isUppercase }) }

    // MARK: What is done about it

    private func plan(
        _ parent: NetworkParent,
        _ steps: [RemediationStep],
        _ status: ContainerStatus = .running
    ) -> String {
        let policies = [policy([]) { $0.remediation.steps = steps }]
        var container = child(parent, status)
        if status == .exited {
            (container.exitCode, container.finishedAt) = (1, Given.at(-60))
            container.stop = Given.stopped(by: [(-60, .die(exitCode: 1))])
        }
        let opened = Convergence.advance(Given.input(nil, container, policies: policies, at: 0)).episode
        let input = Given.input(opened, container, policies: policies, at: 6)
        guard let episode = Convergence.advance(input).episode else { return "no episode" }
        return switch Ladder.plan(episode, input.resolved) {
        case .step(let step): "\(step.index) \(step.expectation)"
        case .exhausted: "exhausted"
        case .noStep: "no step"
        }
    }

    @Test("fires after five seconds, in which whoever started the parent may start the child as well")
    func fires() {
        let policies = [policy([Given.restart])]
        let opened = Convergence.advance(Given.input(nil, child(Self.started), policies: policies, at: 0))
        #expect(opened.episode?.phase == .pending)
        #expect(opened.requeueAt == Given.at(5))
        let fired = Convergence.advance(Given.input(opened.episode, child(Self.started), policies: policies, at: 5))
        #expect(fired.episode?.phase == .firing)
        #expect(fired.episode?.openRecords.map(\.expectation) == ["networkParent"])
        #expect(fired.effects == [.askAnalyzer])
        let again = Given.container { ($0.networkParent, $0.startedAt) = (Self.started, Given.at(-1)) }
        let calm = Convergence.advance(Given.input(opened.episode, again, policies: policies, at: 5))
        #expect(calm.episode == nil)
    }

    @Test("restart and recreate answer it, whatever their `when`; nothing else does")
    func answers() {
        let exec = RemediationStep(action: .exec(.init(command: ["true"])))
        let restart = RemediationStep(when: ["up"], action: Given.restart)
        let recreate = RemediationStep(when: ["up"], action: .recreate)
        #expect(plan(Self.started, [exec, restart, recreate]) == "1 networkParent")
        #expect(plan(Self.started, [exec, recreate]) == "1 networkParent")
        #expect(plan(Self.replaced, [exec, restart, recreate]) == "2 networkParent")
    }

    @Test("what cannot be started as it is is made anew at once, also when its crash asks for a start first")
    func uprooted() {
        let steps = [
            RemediationStep(action: .start), RemediationStep(action: Given.restart), RemediationStep(action: .recreate),
        ]
        #expect(plan(Self.replaced, steps, .exited) == "2 up")
    }
}
