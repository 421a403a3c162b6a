import Testing

@testable import HemoStatCore

@Suite("PolicyResolver")
struct PolicyResolverTests {
    static func policy(
        _ name: String,
        priority: Int,
        _ expectations: [HemoStatCore.Expectation],
        mode: RemediationMode = .enforce
    ) -> HealthPolicy {
        Given.policy(name, expectations) {
            $0.priority = priority
            $0.remediation.mode = mode
        }
    }

    private func bound(_ policies: [HealthPolicy]) -> [String] {
        PolicyResolver.resolve(Given.container(), policies: policies).expectations.map {
            "\($0.policy)/\($0.expectation.name)"
        }
    }

    @Test("higher priority wins per expectation name, ties by name, whatever the order of the list")
    func winners() {
        let policies = [
            Self.policy("b", priority: 5, [Given.up, Given.healthy]),
            Self.policy("a", priority: 5, [Given.healthy, Given.memory]),
            Self.policy("z", priority: 9, [Given.up]),
            Self.policy("low", priority: -1, [Given.up, Given.exits]),
        ]
        let expected = ["z/up", "a/healthy", "a/memory", "low/exits"]
        #expect(bound(policies) == expected)
        #expect(bound(policies.reversed()) == expected)
        #expect(bound([policies[2], policies[0], policies[3], policies[1]]) == expected)
    }

    @Test("only policies that select the container count, and each lends its own grace")
    func selection() {
        let other = Given.policy("other") { $0.selector.matchNames = ["api"] }
        let web = Given.policy("web", [Given.up]) { $0.startupGrace = .seconds(7) }
        let resolved = PolicyResolver.resolve(Given.container(), policies: [other, web])
        #expect(resolved.policies.map(\.name) == ["web"])
        #expect(resolved.expectations.map(\.startupGrace) == [.seconds(7)])
        #expect(resolved.policy(named: "web") != nil)
        #expect(resolved.policy(named: "other") == nil)
    }

    @Test("metrics are streamed only where something measures them")
    func measured() {
        #expect(!PolicyResolver.resolve(Given.container(), policies: [Given.policy()]).isMeasured)
        #expect(PolicyResolver.resolve(Given.container(), policies: [Given.policy("m", [Given.memory])]).isMeasured)
    }
}
