import Testing

@testable import HemoStatCore

@Suite("PolicyOverlap")
struct PolicyOverlapTests {
    private func policy(
        _ name: String,
        priority: Int = 0,
        _ expectations: [HemoStatCore.Expectation],
        names: [String]? = nil
    ) -> HealthPolicy {
        Given.policy(name, expectations) { ($0.priority, $0.selector.matchNames) = (priority, names) }
    }

    private func losers(_ policies: HealthPolicy...) -> [String] {
        PolicyOverlap.findings(among: policies).map { "\($0.loser)<\($0.winner)" }
    }

    @Test("a policy all of whose expectations stronger ones of the same selector have never comes into force")
    func table() {
        #expect(losers(policy("a", [Given.up]), policy("b", [Given.up])) == ["b<a"], "ties by name")
        #expect(losers(policy("a", [Given.up]), policy("b", priority: 1, [Given.up])) == ["a<b"])
        #expect(losers(policy("a", [Given.up]), policy("b", [Given.up, Given.healthy])) == [])
        #expect(losers(policy("a", [Given.up]), policy("b", [Given.up], names: ["x"])) == [], "another selector")
        #expect(
            losers(policy("a", [Given.up]), policy("b", [Given.healthy]), policy("c", [Given.healthy, Given.up])) == [
                "c<b"
            ]
        )
        #expect(losers(policy("a", [Given.up])) == [])
    }
}
