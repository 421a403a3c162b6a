import HemoStatCore
import Testing

@testable import SharedState

@Suite(.serialized) struct ResourceStoreTests {
    private func generation(_ store: ResourceStore, _ name: String = "web") async throws -> Int64? {
        try await store.policies().first { $0.name == name }?.metadata.generation
    }

    @Test("created, unchanged, configured, pruned; the generation grows only with the meaning")
    func changes() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = ResourceStore(redis: client)
        #expect(try await store.apply([Given.policy()]) == ["web": .created])
        #expect(try await generation(store) == 1)
        #expect(try await store.apply([Given.policy()]) == ["web": .unchanged])
        #expect(try await generation(store) == 1)

        let labelled = Given.policy { $0.metadata.labels = ["team": "shop"] }
        #expect(try await store.apply([labelled]) == ["web": .unchanged])
        #expect(try await generation(store) == 1)
        #expect(try await store.policies().first?.metadata.labels == ["team": "shop"])

        let stricter = Given.policy { $0.spec.remediation.cooldown = .minutes(10) }
        #expect(try await store.apply([stricter]) == ["web": .configured])
        #expect(try await generation(store) == 2)
        #expect(try await store.apply([Given.policy()]) == ["web": .configured])
        #expect(try await generation(store) == 3)

        #expect(try await store.apply([] as [HealthPolicy], pruning: ["web"]) == ["web": .pruned])
        #expect(try await store.policies().isEmpty)
        #expect(try await store.apply([Given.policy()]) == ["web": .created])
        await client.close()
    }

    @Test("a generation that the caller's document carries counts for nothing")
    func foreignGeneration() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = ResourceStore(redis: client)
        #expect(try await store.apply([Given.policy { $0.metadata.generation = 70 }]) == ["web": .created])
        #expect(try await store.apply([Given.policy { $0.metadata.generation = 99 }]) == ["web": .unchanged])
        #expect(try await generation(store) == 1)
        await client.close()
    }

    @Test("pruning spares what is applied at the same time and knows nothing of strangers")
    func pruning() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = ResourceStore(redis: client)
        _ = try await store.apply([Given.policy("a"), Given.policy("b"), Given.policy("c")])
        let changes = try await store.apply([Given.policy("a")], pruning: ["a", "b", "nobody"])
        #expect(changes == ["a": .unchanged, "b": .pruned])
        #expect(try await store.policies().map(\.name) == ["a", "c"])
        await client.close()
    }

    @Test("every field of a policy survives the store exactly, or it would be configured anew for ever")
    func exact() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = ResourceStore(redis: client)
        let policy = Given.policy { policy in
            policy.metadata.annotations = ["note": "a\n\"b\" €"]
            policy.spec = HealthPolicy.Spec(
                suspend: true,
                priority: -3,
                selector: ContainerSelector(
                    matchNames: ["*"],
                    matchImages: ["*/web:?"],
                    matchLabels: ["a/b": "c d"]
                ),
                startupGrace: .init(milliseconds: 90_001),
                expectations: [
                    Expectation(name: "up", check: .state(.init(is: .exited)), severity: .critical),
                    Expectation(name: "codes", check: .exitCode(.init(in: [0, 143]))),
                    Expectation(name: "cpu", check: .cpu(.init(below: Percentage(33.3333))), sustainedFor: .hours(2)),
                    Expectation(name: "memory", check: .memory(.init(below: Percentage(0.1)))),
                ],
                analysis: AnalysisSpec(minimumConfidence: 0.123456789),
                remediation: RemediationSpec(
                    mode: .approve,
                    steps: [
                        RemediationStep(when: ["up"], action: .start, attempts: 4),
                        RemediationStep(when: [], action: .restart(timeout: .init(milliseconds: 1))),
                    ],
                    cooldown: .zero,
                    budget: .init(actions: 9, within: .longest),
                    verify: .init(stableFor: .init(milliseconds: 7), timeout: .seconds(8))
                )
            )
        }
        _ = try await store.apply([policy])
        #expect(try await store.apply([policy]) == ["web": .unchanged])
        #expect(try await store.policies().first?.spec == policy.spec)
        await client.close()
    }

    @Test("what cannot be read is passed over, and replaced when it is applied")
    func garbage() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = ResourceStore(redis: client)
        _ = try await client.command("HSET", RedisKeys.policies, "web", "{", "old", "null")
        #expect(try await store.policies().isEmpty)
        #expect(try await store.apply([Given.policy()]) == ["web": .created])
        #expect(try await store.policies().map(\.name) == ["web"])
        await client.close()
    }

    @Test("how the last reading of the directory went is kept with its problems' places")
    func source() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = ResourceStore(redis: client)
        #expect(try await store.source() == nil)
        let problem = Diagnostic(
            "expected a duration such as 5m, found 5",
            path: "spec.remediation.cooldown",
            position: SourcePosition(file: "web.yaml", line: 4, column: 9)
        )
        let status = PolicySourceStatus(path: "/etc/hemostat", at: Given.zero, problems: [problem])
        try await store.saveSource(status)
        #expect(try await store.source() == status)
        _ = try await client.command("SET", RedisKeys.policySource, "garbage")
        #expect(try await store.source() == nil)
        await client.close()
    }

    @Test(
        "a policy stored by the first version is read with today's defaults; what cannot be read is counted, not lost sight of"
    )
    func older() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let store = ResourceStore(redis: client)
        let stored = #"""
            {"apiVersion":"hemostat.dev/v1","kind":"HealthPolicy","metadata":{"generation":3,"name":"web"},
            "spec":{"analysis":{"minimumConfidence":0.7},"expectations":[{"for":"0s","name":"up","severity":"Medium",
            "state":{"is":"Running"}}],"priority":0,"remediation":{"budget":{"actions":3,"within":"1h"},"cooldown":"5m",
            "mode":"Enforce","steps":[{"action":{"restart":{"timeout":"10s"}},"attempts":2}],
            "verify":{"stableFor":"30s","timeout":"2m"}},"selector":{},"startupGrace":"0s","suspend":false}}
            """#
        _ = try await client.command("HSET", RedisKeys.policies, "web", stored, "odd", "{}")
        let desired = try await store.desired()
        let policies = desired.policies
        #expect(policies.map(\.name) == ["web"] && desired.unreadable == 1)
        let expected = HealthPolicy.Spec(
            selector: ContainerSelector(),
            expectations: [Expectation(name: "up", check: .state(.init(is: .running)))],
            remediation: RemediationSpec(
                mode: .enforce,
                steps: [RemediationStep(action: .restart(timeout: .seconds(10)), attempts: 2)]
            )
        )
        #expect(policies.first?.spec == expected)
        await client.close()
    }
}
