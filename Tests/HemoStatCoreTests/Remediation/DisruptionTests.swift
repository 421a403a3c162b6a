import Testing

@testable import HemoStatCore

@Suite("DisruptionGroup and DisruptionBudgetGate")
struct DisruptionTests {
    private func name(_ labels: [String: String], groupBy: String? = nil, host: String = "default") -> String {
        let container = Given.container {
            $0.labels = labels
            $0.key = ContainerKey(host: host, id: "1234")
        }
        return DisruptionGroup(of: container, groupBy: groupBy).name
    }

    @Test("groups by Compose project and service, by Swarm service, by the label asked for, else alone")
    func groups() {
        let compose = ["com.docker.compose.project": "shop", "com.docker.compose.service": "web"]
        #expect(name(compose) == "compose/shop/web")
        #expect(name(compose.merging(["com.docker.compose.oneoff": "True"]) { $1 }) == "container/default/1234")
        #expect(name(["com.docker.compose.project": "shop"]) == "container/default/1234")
        #expect(name(["com.docker.swarm.service.id": "abc"]) == "swarm/abc")
        #expect(name(compose.merging(["com.docker.swarm.service.id": "abc"]) { $1 }) == "compose/shop/web")
        #expect(name(compose.merging(["tier": "front"]) { $1 }, groupBy: "tier") == "label/tier/front")
        #expect(name(compose, groupBy: "tier") == "container/default/1234", "without the label it is alone")
        #expect(name(["tier": ""], groupBy: "tier") == "label/tier/")
        #expect(name([:], host: "west") == "container/west/1234")
    }

    @Test("whatever people write into labels, no two groups share a name")
    func forgery() {
        func compose(_ project: String, _ service: String) -> [String: String] {
            ["com.docker.compose.project": project, "com.docker.compose.service": service]
        }
        let names = [
            name(compose("a", "b/c")), name(compose("a/b", "c")), name(compose("a%2Fb", "c")),
            name(compose("a b", "c")),
            name(compose("a\nb", "c")), name(compose("ä", "c")), name(compose("a:b", "c")), name(compose("a", "B/c")),
            name(["x": "a/b"], groupBy: "x"), name(["x/a": "b"], groupBy: "x/a"),
            name(["compose": "a/b"], groupBy: "compose"), name(["com.docker.swarm.service.id": "a/b/c"]), name([:]),
        ]
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.utf8.allSatisfy { $0 > 32 && $0 < 127 } })
        #expect(name(compose("a", "b/c")) == "compose/a/b%2Fc")
    }

    @Test("of an endless label value only the beginning counts, for who belongs and for the name alike")
    func endless() {
        let long = String(repeating: "x", count: 100_000)
        #expect(name(["tier": long + "a"], groupBy: "tier") == name(["tier": long + "b"], groupBy: "tier"))
        #expect(name(["tier": long], groupBy: "tier").utf8.count == 255 + "label/tier/".utf8.count)
    }

    @Test("which actions take a container out of service")
    func disrupts() {
        let all: [(RemediationAction, Bool)] = [
            (Given.restart, true), (.start, false), (.stop(.init()), true), (.unpause, false),
            (.signal(.init(name: "HUP")), true), (.exec(.init(command: ["true"])), false),
            (.scaleUp(.init(max: 3)), false), (.scaleDown(.init()), true), (.cleanup(.init()), false),
            (.updateResources(.init(cpus: 1)), false), (.recreate, true), (.none, false),
        ]
        #expect(all.count == RemediationAction.keywords.count)
        for (action, expected) in all { #expect(action.disrupts == expected, "\(action.keyword)") }
    }

    // MARK: The gate

    private func fellow(
        _ name: String,
        _ phase: Phase? = nil,
        _ change: (inout HostPicture.Member) -> Void = { _ in }
    ) -> HostPicture.Member {
        Given.member(name, project: "shop", service: "web") {
            if let phase { $0.episode = Given.trouble($0, phase) { $0.intents = [Given.intent(at: 0)] } }
            change(&$0)
        }
    }

    private func result(
        _ members: [HostPicture.Member],
        max: CountOrPercentage = .count(1),
        action: RemediationAction = Given.restart,
        groupBy: String? = nil
    ) -> GateResult {
        let policy = Given.policy {
            $0.remediation.steps = [RemediationStep(action: action)]
            $0.remediation.disruption = .init(maxUnavailable: max, groupBy: groupBy)
        }
        return DisruptionBudgetGate.evaluate(
            Given.gateInput("web-1", in: HostPicture(members: members), policy: policy)
        )
    }

    /// Still serves: something else than its health is unmet.
    private var serving: HostPicture.Member { fellow("web-1") { $0.isDiverged = true } }
    private var broken: HostPicture.Member { fellow("web-1") { $0.container.health = .unhealthy } }

    @Test("one open remediation in the group is all that a maximum of 1 has room for, until it is proved")
    func openRemediations() {
        for phase in Phase.allCases {
            let isOpen = phase == .remediating || phase == .verifying
            #expect((result([broken, fellow("web-2", phase)]).denial != nil) == isOpen, "\(phase)")
        }
        let denied = result([broken, fellow("web-2", .verifying), fellow("web-3")])
        #expect(denied.denial?.reason == "DisruptionBudget")
        #expect(denied.denial?.message == "web-2 of its group is being healed; at most 1 may be at a time")
        #expect(denied.denial?.nextEligible == Given.at(3))
        #expect(
            denied.inputs == [
                "action": "restart", "group": "compose/shop/web", "containers": "3", "maxUnavailable": "1",
                "maximum": "1", "openRemediations": "1", "unavailable": "1", "targetServes": "false",
            ]
        )
        #expect(result([broken, fellow("web-2", .verifying), fellow("web-3")], max: .count(2)).denial == nil)
    }

    @Test("what disrupts nobody is not counted, and not asked")
    func harmless() {
        let exec = Given.member("web-2", project: "shop", service: "web") {
            $0.episode = Given.trouble($0, .remediating) {
                $0.intents = [Given.intent(at: 0) { $0.action = .exec(.init(command: ["true"])) }]
            }
        }
        #expect(result([broken, exec]).denial == nil)
        let unknown = Given.member("web-2", project: "shop", service: "web") {
            $0.episode = Given.trouble($0, .remediating)
        }
        #expect(result([broken, unknown]).denial != nil, "what it is that is done to it is not known")
        #expect(result([broken, fellow("web-2", .verifying)], action: .start).inputs == ["action": "start"])
        #expect(result([broken, fellow("web-2", .verifying)], action: .start).denial == nil)
    }

    @Test("a target that still serves needs room for one more beside all that do not serve")
    func serves() {
        let out = fellow("web-2") { $0.container.status = .exited }
        let denied = result([serving, out, fellow("web-3")])
        #expect(
            denied.denial?.message
                == "web-2 of its group is out of service and it still serves; at most 1 may be at a time"
        )
        #expect(denied.inputs["targetServes"] == "true")
        #expect(result([broken, out, fellow("web-3")]).denial == nil, "it is out of service already")
        #expect(result([serving, out, fellow("web-3")], max: .count(2)).denial == nil)
        let starting = fellow("web-3") { $0.container.health = .starting }
        #expect(result([serving, out, starting], max: .count(2)).denial?.message.hasPrefix("web-2, web-3 of") == true)
        // Still runs, but is about to be restarted.
        #expect(result([serving, out, fellow("web-3", .remediating)], max: .count(2)).denial != nil)
    }

    @Test(
        "percentages are of the group on this host, rounded down, and at least 1",
        arguments: [(1, 50, 1), (2, 50, 1), (3, 50, 1), (4, 50, 2), (5, 50, 2), (3, 10, 1), (3, 100, 3), (4, 99.9, 3)]
            as [(Int, Double, Int)]
    )
    func percentages(size: Int, percent: Double, expected: Int) {
        let others = size > 1 ? (2...size).map { fellow("web-\($0)") } : []
        let stranger = Given.member("db-1", project: "shop", service: "db")
        let result = result([broken] + others + [stranger], max: .percentage(Percentage(percent)))
        #expect(result.inputs["maximum"] == "\(expected)")
        #expect(result.inputs["containers"] == "\(size)")
    }

    @Test("other groups do not count; a label of the policy's makes other groups")
    func otherGroups() {
        let other = Given.member("db-1", project: "shop", service: "db") {
            $0.episode = Given.trouble($0, .remediating) { $0.intents = [Given.intent(at: 0)] }
            $0.container.labels["tier"] = "front"
        }
        #expect(result([broken, other]).denial == nil)
        #expect(result([broken, other], groupBy: "tier").denial == nil)
        let front = fellow("web-1") {
            $0.container.health = .unhealthy
            $0.container.labels["tier"] = "front"
        }
        #expect(result([front, other], groupBy: "tier").denial != nil)
    }

    @Test("a maximum of nothing denies, and so does not knowing the group")
    func closed() {
        #expect(result([broken], max: .count(0)).denial != nil)
        #expect(
            result([fellow("web-2")]).denial?.message == "the containers of host default are not known: nothing is done"
        )
    }
}
