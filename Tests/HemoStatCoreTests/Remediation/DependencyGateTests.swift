import Testing

@testable import HemoStatCore

@Suite("DependencyGate")
struct DependencyGateTests {
    /// `web` in trouble, needing what it says.
    private func web(_ needs: String? = "db", network: String = "") -> HostPicture.Member {
        Given.sick("web", project: "shop", service: "web", needs: needs) { $0.container.networkMode = network }
    }

    private func db(
        _ name: String = "db",
        _ change: (inout HostPicture.Member) -> Void = { _ in }
    ) -> HostPicture.Member {
        Given.member(name, project: "shop", service: "db", change)
    }

    private func result(
        _ members: [HostPicture.Member],
        _ target: String = "web",
        action: RemediationAction = Given.restart
    ) -> GateResult {
        let policy = Given.policy { $0.remediation.steps = [RemediationStep(action: action)] }
        return DependencyGate.evaluate(Given.gateInput(target, in: HostPicture(members: members), policy: policy))
    }

    private static func parent(
        _ phase: Phase?,
        _ reason: String? = nil,
        _ change: (inout HostPicture.Member) -> Void = { _ in }
    ) -> HostPicture.Member {
        Given.member("db", project: "shop", service: "db") {
            if let phase { $0.episode = Given.trouble($0, phase, reason: reason) }
            change(&$0)
        }
    }

    private static func down(_ code: Int, _ events: [(Double, ContainerEvent.Action)]) -> HostPicture.Member {
        parent(nil) {
            ($0.container.status, $0.container.exitCode) = (.exited, code)
            $0.container.stop = Given.stopped(by: events)
        }
    }

    private static let parents: [(String, HostPicture.Member, String?)] = [
        ("well", parent(nil), nil), ("unmet", parent(nil) { $0.isDiverged = true }, "is in trouble"),
        ("under no Enforce", parent(nil) { ($0.isDiverged, $0.isEnforced) = (true, false) }, "is in trouble"),
        ("pending", parent(.pending) { $0.isDiverged = true }, "is in trouble"),
        ("pending, met", parent(.pending), nil),
        ("firing", parent(.firing), "is in trouble"), ("diagnosed", parent(.diagnosed), "is in trouble"),
        ("remediating", parent(.remediating), "is being healed"),
        ("verifying", parent(.verifying), "has to prove that it is well again"),
        ("awaiting", parent(.awaitingApproval, "Approval"), "waits for a person's approval"),
        ("cooling down", parent(.held, "Cooldown"), "is held (Cooldown)"),
        ("stopped by a person", parent(.held, "HumanIntent"), "is left alone, a person did that"),
        ("perhaps stopped", parent(.held, "IntentUnknown"), "is left alone, a person may have done that"),
        ("contested", parent(.held, "Contested"), "is contested"), ("on hold", parent(.held, "Hold"), "is on hold"),
        ("observed", parent(.held, "PolicyMode"), "is in trouble and only observed"),
        ("escalated", parent(.escalated, "StepsExhausted"), "is in trouble that a person has to look at"),
        ("false alarm", parent(.falseAlarm) { $0.isDiverged = true }, nil), ("resolved", parent(.resolved), nil),
        ("superseded", parent(.superseded), nil),
        ("stopped, no policy", down(0, [(0, .kill(signal: 15)), (0, .die(exitCode: 0))]), "was stopped on request"),
        ("crashed, no policy", down(1, [(0, .die(exitCode: 1))]), "is not running"),
        ("a job that is done", down(0, [(0, .die(exitCode: 0))]), nil),
        ("paused", parent(nil) { $0.container.status = .paused }, "is paused"),
        ("created", parent(nil) { $0.container.status = .created }, "was never started"),
        ("restarting", parent(nil) { $0.container.status = .restarting }, "is being restarted by Docker"),
        ("unknown", parent(nil) { $0.container.status = .unknown }, "is not running"),
        ("unhealthy, nobody minds", parent(nil) { $0.container.health = .unhealthy }, nil),
    ]

    @Test("holds while a parent is in trouble, heals, or does not run", arguments: DependencyGateTests.parents.map(\.0))
    func table(name: String) throws {
        let (_, parent, expected) = try #require(Self.parents.first { $0.0 == name })
        let result = result([web(), parent])
        #expect(result.denial?.message == expected.map { "what it needs is healed first: db \($0)" })
        #expect(result.denial?.reason == expected.map { _ in "Dependency" })
        #expect(result.denial?.nextEligible == expected.map { _ in Given.at(3) })
        #expect(result.inputs == ["depends_on db": "db \(expected ?? "is well")"])
    }

    @Test("a job that was held as done with its work is what was depended upon")
    func completed() {
        var job = Self.down(0, [(0, .die(exitCode: 0))])
        job.episode = Given.trouble(job, .held, reason: "Completed")
        #expect(result([web("db:service_completed_successfully:false"), job]).denial == nil)
        #expect(result([web(), job]).denial == nil)
        let failed = Self.down(1, [(0, .die(exitCode: 1))])
        #expect(result([web("db:service_completed_successfully:false"), failed]).denial != nil)
    }

    @Test(
        "who wants a healthy parent waits until it is",
        arguments: [(.healthy, nil), (.none, nil), (.starting, "is still starting"), (.unhealthy, "is unhealthy")]
            as [(ContainerHealth, String?)]
    )
    func healthy(health: ContainerHealth, expected: String?) {
        let result = result([web("db:service_healthy:false"), db { $0.container.health = health }])
        #expect(result.denial?.message == expected.map { "what it needs is healed first: db \($0)" })
    }

    @Test("the network's container holds those that live in it; when it is gone only a new container helps")
    func network() {
        let vpn = Given.member("vpn") { $0.container.status = .exited }
        let held = result([web(nil, network: "container:vpn"), vpn])
        #expect(held.denial?.message == "what it needs is healed first: vpn is not running")
        #expect(held.inputs == ["network_mode": "vpn is not running"])
        #expect(result([web(nil, network: "container:vpn"), Given.member("vpn")]).denial == nil)
        let gone = result([web(nil, network: "container:vpn")])
        #expect(
            gone.denial?.message == "what it needs is healed first: the container whose network it shares is gone"
        )
        #expect(gone.inputs == ["network_mode": "not here"])
        #expect(result([web(nil, network: "container:vpn")], action: .recreate).denial == nil)
        var done = vpn
        done.container.stop = Given.stopped(by: [(0, .die(exitCode: 0))])
        #expect(result([web(nil, network: "container:vpn"), done]).denial != nil, "a network ends with its container")
    }

    @Test("a new container waits for the one that took the place of its network's")
    func heir() {
        func held(_ vpn: HostPicture.Member, _ action: RemediationAction) -> String? {
            var web = web(nil, network: "container:before")
            web.container.networkParent = NetworkParent(id: vpn.container.key.id, name: "vpn", exists: false)
            return result([web, vpn], action: action).denial?.message
        }
        #expect(held(Given.member("vpn"), .recreate) == nil)
        #expect(held(Given.sick("vpn"), .recreate) == "what it needs is healed first: vpn is in trouble")
        #expect(held(Given.member("vpn"), Given.restart)?.hasSuffix("whose network it shares is gone") == true)
    }

    @Test("a service that is not here is nobody's to heal")
    func absent() {
        #expect(result([web("db,gone")]).inputs == ["depends_on db": "not here", "depends_on gone": "not here"])
        #expect(result([web("db,gone")]).denial == nil)
    }

    @Test("of a service of several containers one that heals holds, one that is out does not while another is well")
    func replicas() {
        let healing = Given.sick("db-2", project: "shop", service: "db", .verifying)
        let stopped = Given.sick("db-3", project: "shop", service: "db", .held, reason: "HumanIntent")
        #expect(
            result([web(), db("db-1"), healing]).denial?.message.hasSuffix("db-2 has to prove that it is well again")
                == true
        )
        #expect(result([web(), db("db-1"), stopped]).denial == nil)
        #expect(result([web(), stopped]).denial != nil)
        let both = result([web(), healing, stopped])
        #expect(both.denial?.message.hasSuffix("well again (and 1 more)") == true)
    }

    @Test("a chain heals from its root; who needs nobody in trouble goes")
    func chain() {
        let members = [
            Given.sick("web", project: "shop", service: "web", needs: "api"),
            Given.sick("api", project: "shop", service: "api", needs: "db"),
            Given.sick("db", project: "shop", service: "db"),
        ]
        #expect(members.map { result(members, $0.container.name).denial == nil } == [false, false, true])
    }

    @Test("in a circle the first by name goes; who needs itself only, or is needed, goes too")
    func circle() {
        let members = ["c", "a", "b"].map { name in
            Given.sick(name, project: "p", service: name, needs: ["a": "b", "b": "c", "c": "a"][name])
        }
        // a needs b, b needs c, c needs a: c waits for a, b for nobody before it.
        #expect(members.map { result(members, $0.container.name).denial == nil } == [false, true, true])
        let selfish = [Given.sick("web", project: "p", service: "web", needs: "web")]
        #expect(result(selfish).denial == nil)
        let twins = [
            Given.sick("x", project: "p", service: "x") { $0.container.networkMode = "container:y" },
            Given.sick("y", project: "p", service: "y") { $0.container.networkMode = "container:x" },
        ]
        #expect(twins.map { result(twins, $0.container.name).denial == nil } == [true, false])
    }

    @Test("without the containers of the host it denies")
    func blind() {
        let denial = result([db()], "stranger").denial
        #expect(denial?.reason == "Dependency")
        #expect(denial?.message == "the containers of host default are not known: nothing is done")
    }
}
