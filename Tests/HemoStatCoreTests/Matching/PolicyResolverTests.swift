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

    @Test("what lost is told, with who won: the strongest, also where several lost")
    func overridden() {
        let resolved = PolicyResolver.resolve(
            Given.container(),
            policies: [
                Self.policy("low", priority: 1, [Given.up, Given.healthy]),
                Self.policy("mid", priority: 5, [Given.up, Given.memory]), Self.policy("top", priority: 9, [Given.up]),
                Self.policy("top-2", priority: 9, [Given.healthy, Given.memory]),
            ]
        )
        func lost(_ policy: String, _ expectation: String, _ winner: String) -> OverriddenExpectation {
            OverriddenExpectation(policy: policy, expectation: expectation, winner: winner)
        }
        #expect(
            Set(resolved.overridden) == [
                lost("low", "up", "top"), lost("mid", "up", "top"), lost("low", "healthy", "top-2"),
                lost("mid", "memory", "top-2"),
            ]
        )
        #expect(resolved.overridden.count == 4)
        #expect(resolved.expectations.map(\.policy) == ["top", "top-2", "top-2"])
    }

    @Test("a suspended policy overrides, and a policy of its own overrides nothing of itself")
    func suspendedOverrides() {
        var strong = Self.policy("strong", priority: 2, [Given.healthy])
        strong.spec.suspend = true
        let resolved = PolicyResolver.resolve(
            Given.container(),
            policies: [strong, Self.policy("weak", priority: 1, [Given.healthy])]
        )
        #expect(resolved.overridden.map(\.policy) == ["weak"])
        #expect(PolicyResolver.resolve(Given.container(), policies: [Given.policy()]).overridden.isEmpty)
    }

    @Test("the fallback binds what no policy selects, and only what it selects itself; protected containers never")
    func fallback() {
        let fallback = Given.policy("built-in") { $0.selector.exclude = .init(matchNames: ["web-9"]) }
        let other = Given.policy("other") { $0.selector.matchNames = ["api"] }
        func names(_ container: ContainerObservation, _ policies: [HealthPolicy], operatorID: String? = nil) -> [String]
        {
            PolicyResolver.resolve(container, policies: policies, fallback: fallback, operatorContainerID: operatorID)
                .policies.map(\.name)
        }
        #expect(names(Given.container(), []) == ["built-in"])
        #expect(names(Given.container(), [other]) == ["built-in"])
        #expect(names(Given.container(), [Given.policy()]) == ["web"])
        var suspended = Given.policy()
        suspended.spec.suspend = true
        #expect(names(Given.container(), [suspended]) == ["web"], "a suspended policy still selects")
        #expect(names(Given.container { $0.name = "web-9" }, []) == [])
        #expect(names(Given.container { $0.labels = ["hemostat.dev/ignore": "yes"] }, []) == [])
        #expect(names(Given.container { $0.labels = ["hemostat.dev/component": "redis"] }, []) == [])
        #expect(names(Given.container(), [], operatorID: Given.id) == [])
    }

    @Test("probes, patterns and digests are wanted once, and only where an expectation in force asks")
    func wanted() {
        let probe = Check.tcp(.init(port: 80))
        let strong = Self.policy(
            "strong",
            priority: 2,
            [
                Expectation(name: "a", check: probe), Expectation(name: "b", check: probe),
                Expectation(name: "logs", check: .logs(.init(absent: ["x", "y"]))),
                Expectation(name: "image", check: .image(.init(is: "web:2"))),
            ]
        )
        let weak = Self.policy(
            "weak",
            priority: 1,
            [
                Expectation(name: "a", check: .tcp(.init(port: 81))),
                Expectation(name: "more", check: .logs(.init(absent: ["z", "x"]))),
                Expectation(name: "image", check: .image(.init(is: "web@sha256:ab"))),
            ]
        )
        let resolved = PolicyResolver.resolve(Given.container(), policies: [weak, strong])
        #expect(resolved.probes == [probe])
        #expect(resolved.logPatterns == ["x", "y", "z"])
        #expect(!resolved.wantsDigests, "who wants it is overridden")
        #expect(PolicyResolver.resolve(Given.container(), policies: [weak]).wantsDigests)
        #expect(PolicyResolver.resolve(Given.container(), policies: [Given.policy()]).probes.isEmpty)
    }
}
