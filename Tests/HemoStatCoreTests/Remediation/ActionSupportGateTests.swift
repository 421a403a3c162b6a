import Testing

@testable import HemoStatCore

@Suite("ActionSupportGate")
struct ActionSupportGateTests {
    static let actions: [RemediationAction] = [
        Given.restart, .start, .stop(.init()), .unpause, .signal(.init(name: "HUP")), .exec(.init(command: ["true"])),
        .scaleUp(.init(max: 3)), .scaleDown(.init()), .cleanup(.init()), .updateResources(.init()), .recreate, .none,
    ]

    private func denial(_ action: RemediationAction, supported: Set<String>?) -> GateResult.Denial? {
        let policy = Given.policy { $0.remediation.steps = [RemediationStep(action: action)] }
        let world = Given.input(nil, Given.container { $0.health = .unhealthy }, policies: [policy], at: 0)
        return ActionSupportGate.evaluate(
            GateInput(
                episode: Given.episode(),
                resolved: world.resolved,
                step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
                container: world.container,
                evaluated: world.evaluated,
                history: ActionHistory(),
                lease: nil,
                supportedActions: supported,
                now: world.now
            )
        ).denial
    }

    @Test("what whoever acts can do is let through, all else is denied until it can", arguments: actions)
    func table(action: RemediationAction) {
        let supported: Set<String> = ["restart", "start", "none"]
        let denial = denial(action, supported: supported)
        #expect((denial == nil) == supported.contains(action.keyword))
        let again = Given.zero + .minutes(10)
        #expect(denial.map { $0.nextEligible == again } ?? true, "another version may do it: it is asked again")
        #expect(denial.map { $0.reason == "ActionSupport" && $0.message.contains(action.keyword) } ?? true)
        #expect(self.denial(action, supported: nil) == nil)
        #expect(self.denial(action, supported: []) != nil)
    }

    @Test("the table above has every action")
    func all() { #expect(Set(Self.actions.map(\.keyword)) == Set(RemediationAction.keywords)) }
}
