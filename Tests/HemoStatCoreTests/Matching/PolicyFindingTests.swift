import Testing

@testable import HemoStatCore

@Suite("PolicyFinding")
struct PolicyFindingTests {
    private func container(
        _ policies: [HealthPolicy],
        _ change: (inout ContainerObservation) -> Void = { _ in }
    )
        -> (resolved: ResolvedPolicy, evaluated: [EvaluatedExpectation])
    {
        let input = Given.input(nil, Given.container(change), policies: policies, at: 0)
        return (input.resolved, input.evaluated)
    }

    @Test("what is worth knowing is counted over containers, in one order")
    func counts() {
        let strong = Given.policy("strong", [Given.up]) { $0.priority = 1 }
        let weak = Given.policy("weak", [Given.up, Given.healthy])
        let containers = [
            container([weak, strong]) { $0.health = .none }, container([weak]),
            container([strong, weak]) { $0.health = .none },
        ]
        let findings = PolicyFinding.count(containers)
        #expect(
            findings == [
                PolicyFinding(policy: "weak", expectation: "healthy", kind: .noHealthcheck, containers: 2),
                PolicyFinding(policy: "weak", expectation: "up", kind: .overridden, winner: "strong", containers: 2),
            ]
        )
        #expect(PolicyFinding.count(containers.reversed()) == findings)
    }

    @Test("passing by is worth no word: starting, no data yet, not running")
    func silent() {
        #expect(PolicyFinding.count([container([Given.policy()]) { $0.health = .starting }]).isEmpty)
        #expect(PolicyFinding.count([container([Given.policy()]) { $0.status = .restarting }]).isEmpty)
        #expect(PolicyFinding.count([container([Given.policy("m", [Given.memory])])]).isEmpty)
        #expect(PolicyFinding.count([]).isEmpty)
    }

    @Test("one condition a kind, which names everything it is about")
    func conditions() {
        let conditions = PolicyFinding.conditions([
            PolicyFinding(policy: "p", expectation: "a", kind: .overridden, winner: "q", containers: 1),
            PolicyFinding(policy: "p", expectation: "b", kind: .overridden, winner: "r", containers: 2),
            PolicyFinding(policy: "p", expectation: "c", kind: .noHealthcheck, containers: 3),
        ])
        #expect(conditions.map(\.type) == ["Overridden", "NoHealthcheck"])
        #expect(conditions[0].message == "a by policy q on 1 container; b by policy r on 2 containers")
        #expect(conditions[1].message == "no HEALTHCHECK, so nothing is known of c on 3 containers")
        #expect(conditions.allSatisfy { !$0.reason.isEmpty })
        #expect(PolicyFinding.conditions([]).isEmpty)
    }
}
