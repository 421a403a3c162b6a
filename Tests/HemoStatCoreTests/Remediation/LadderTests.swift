import Testing

@testable import HemoStatCore

@Suite("Ladder")
struct LadderTests {
    static let start = RemediationStep(when: ["up"], action: .start)
    static let restart = RemediationStep(when: ["up", "healthy"], action: Given.restart, attempts: 2)
    static let web = Given.policy("web") { $0.remediation.steps = [Self.start, Self.restart] }

    private func plan(_ names: [String], _ attempts: [String: Int] = [:], policies: [HealthPolicy] = [web]) -> String {
        let records = names.map { name in
            let parts = name.split(separator: "/").map(String.init)
            return Given.record(parts[1], check: "state", policy: parts[0])
        }
        let resolved = PolicyResolver.resolve(Given.container(), policies: policies)
        switch Ladder.plan(Given.episode(records: records) { $0.attempts = attempts }, resolved) {
        case .step(let step): return "\(step.attemptsKey) \(step.action.keyword) for \(step.expectation)"
        case .exhausted: return "exhausted"
        case .noStep: return "no step"
        }
    }

    @Test(
        "the first step that answers an open record and has attempts left",
        arguments: [
            (["web/up"], [:], "web/0 start for up"), (["web/healthy"], [:], "web/1 restart for healthy"),
            (["web/healthy", "web/up"], [:], "web/0 start for up"), (["web/up"], ["web/0": 1], "web/1 restart for up"),
            (["web/up"], ["web/0": 1, "web/1": 1], "web/1 restart for up"),
            (["web/up"], ["web/0": 1, "web/1": 2], "exhausted"), (["web/cpu"], [:], "no step"), ([], [:], "no step"),
            (["web/cpu", "web/healthy"], [:], "web/1 restart for healthy"), (["gone/up"], [:], "no step"),
        ] as [([String], [String: Int], String)]
    )
    func steps(open: [String], attempts: [String: Int], expected: String) {
        #expect(plan(open, attempts) == expected)
    }

    @Test("records that have not fired or are met again are not open")
    func open() {
        let resolved = PolicyResolver.resolve(Given.container(), policies: [Self.web])
        for change in [{ $0.firedAt = nil }, { $0.isDiverged = false }] as [(inout DivergenceRecord) -> Void] {
            #expect(Ladder.plan(Given.episode(records: [Given.record("healthy", change)]), resolved) == .noStep)
        }
    }

    @Test(
        "several policies: the strongest first, each answers its own expectations; one that may not act comes last"
    )
    func policies() {
        let strong = Given.policy("strong", [Given.healthy]) { $0.priority = 9 }
        let weak = Given.policy("weak", [Given.up])
        #expect(plan(["weak/up", "strong/healthy"], policies: [weak, strong]) == "strong/0 restart for healthy")
        #expect(plan(["weak/up"], policies: [weak, strong]) == "weak/0 restart for up")
        #expect(
            plan(["weak/up", "strong/healthy"], ["strong/0": 1], policies: [weak, strong]) == "weak/0 restart for up"
        )
        let asleep = Given.policy("strong", [Given.healthy]) { ($0.priority, $0.suspend) = (9, true) }
        #expect(plan(["weak/up", "strong/healthy"], policies: [weak, asleep]) == "weak/0 restart for up")
        #expect(plan(["weak/up", "strong/healthy"], ["weak/0": 1], policies: [weak, asleep]) == "exhausted")
        #expect(plan(["strong/healthy"], ["strong/0": 9], policies: [weak, asleep]) == "strong/0 restart for healthy")
    }

    @Test("a step without `when` answers everything")
    func everything() {
        #expect(RemediationStep(action: .start).answers("anything"))
        #expect(!RemediationStep(when: [], action: .start).answers("anything"))
    }
}
