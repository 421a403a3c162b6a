import Testing

@testable import HemoStatCore

@Suite("WindowGate")
struct WindowGateTests {
    // Zero is Monday, 2025-11-03, 10:00 UTC.
    private static let openDeny = window(.deny, "0 9 * * *", .hours(2))
    private static let closedDeny = window(.deny, "0 12 * * *", .hours(1))
    private static let openAllow = window(.allow, "0 9 * * *", .hours(2))
    private static let closedAllow = window(.allow, "0 12 * * *", .hours(1))
    private static let alwaysDeny = window(.deny, "* * * * *", .hours(1))
    private static let foreign = MaintenanceWindow(
        kind: .deny,
        schedule: "0 12 * * *",
        duration: .hours(1),
        timeZone: "Europe/Nowhere"
    )

    private static func window(
        _ kind: MaintenanceWindow.Kind,
        _ schedule: String,
        _ duration: PolicyDuration
    ) -> MaintenanceWindow {
        MaintenanceWindow(kind: kind, schedule: schedule, duration: duration)
    }

    private func result(_ policies: [HealthPolicy], acting name: String = "web", at seconds: Double = 0) -> GateResult?
    {
        let world = Given.input(nil, Given.container { $0.health = .unhealthy }, policies: policies, at: seconds)
        guard let policy = world.resolved.policy(named: name) else { return nil }
        return WindowGate.evaluate(
            GateInput(
                episode: Given.episode(),
                resolved: world.resolved,
                step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
                container: world.container,
                evaluated: world.evaluated,
                history: ActionHistory(),
                lease: nil,
                now: world.now
            )
        )
    }

    private func policy(
        _ windows: [MaintenanceWindow]?,
        named name: String = "web",
        priority: Int = 0,
        suspended: Bool = false
    ) -> HealthPolicy {
        Given.policy(name) { ($0.priority, $0.remediation.windows, $0.suspend) = (priority, windows, suspended) }
    }

    /// Windows; whether they deny; when that ends, in hours.
    @Test(
        "inside a Deny and outside every Allow nothing is done",
        arguments: [
            (nil, false, nil), ([], false, nil), ([openDeny], true, 1), ([closedDeny], false, nil),
            ([openAllow], false, nil),
            ([closedAllow], true, 2), ([openAllow, closedAllow], false, nil), ([openAllow, openDeny], true, 1),
            ([closedAllow, openDeny], true, 1), ([closedAllow, closedDeny], true, 2),
            ([openDeny, window(.deny, "30 9 * * *", .hours(3))], true, 2.5),
            ([closedAllow, window(.allow, "0 11 * * *", .hours(1))], true, 1), ([alwaysDeny], true, nil),
            ([foreign], true, 1 / 6), ([openAllow, foreign], true, 1 / 6),
        ] as [([MaintenanceWindow]?, Bool, Double?)]
    )
    func table(windows: [MaintenanceWindow]?, denies: Bool, hours: Double?) {
        let result = result([policy(windows)])
        #expect(result?.denial?.reason == (denies ? "MaintenanceWindow" : nil))
        #expect(result?.denial?.nextEligible == hours.map { Given.at($0 * 3600) })
    }

    @Test("a window is open from its first instant to the one before its last")
    func edges() {
        let policies = [policy([Self.closedDeny])]
        #expect(result(policies, at: 7199.999)?.denial == nil)
        #expect(result(policies, at: 7200)?.denial?.nextEligible == Given.at(10_800))
        #expect(result(policies, at: 10_799.999)?.denial != nil)
        #expect(result(policies, at: 10_800)?.denial == nil)
    }

    @Test("the windows of every policy of equal or higher priority bind, also suspended, of weaker ones not")
    func others() {
        let mine = policy([Self.openAllow], priority: 5)
        #expect(
            result([mine, policy([Self.openDeny], named: "strong", priority: 9)])?.denial?.nextEligible
                == Given.at(3600)
        )
        #expect(result([mine, policy([Self.openDeny], named: "equal", priority: 5)])?.denial != nil)
        #expect(result([mine, policy([Self.openDeny], named: "weak", priority: 4)])?.denial == nil)
        #expect(result([mine, policy([Self.openDeny], named: "strong", priority: 9, suspended: true)])?.denial != nil)
        // Each one's own Allow has to be open.
        #expect(
            result([mine, policy([Self.closedAllow], named: "strong", priority: 9)])?.denial?.nextEligible
                == Given.at(7200)
        )
    }

    @Test("of several that deny the latest end counts, and one without an end waits for a change")
    func latest() {
        let strong = policy([Self.closedAllow], named: "strong", priority: 9)
        #expect(result([policy([Self.openDeny]), strong])?.denial?.nextEligible == Given.at(7200))
        #expect(result([policy([Self.foreign]), strong])?.denial?.nextEligible == Given.at(7200))
        let endless = result([policy([Self.alwaysDeny]), strong])
        #expect(endless?.denial != nil && endless?.denial?.nextEligible == nil)
    }

    @Test("the zone decides what the schedule means; without its rules nothing is done")
    func zone() throws {
        // What zones files describe is the schedule's own suites' business: here, one an hour ahead.
        let east = MaintenanceWindow(kind: .deny, schedule: "0 11 * * *", duration: .hours(1), timeZone: "Test/East")
        let world = Given.input(nil, Given.container { $0.health = .unhealthy }, policies: [policy([east])], at: 0)
        var input = GateInput(
            episode: Given.episode(),
            resolved: world.resolved,
            step: PlannedStep(
                policy: try #require(world.resolved.policy(named: "web")),
                index: 0,
                expectation: "healthy"
            ),
            container: world.container,
            evaluated: world.evaluated,
            history: ActionHistory(),
            lease: nil,
            now: world.now
        )
        #expect(
            WindowGate.evaluate(input).denial?.nextEligible == Given.at(600),
            "nobody read that zone: nothing is done"
        )
        input.zones = ZoneTable([ZoneRules(name: "Test/East", offset: 3600)])
        #expect(WindowGate.evaluate(input).denial?.nextEligible == Given.at(3600))
        input.now = Given.at(3600)
        #expect(WindowGate.evaluate(input).denial == nil)
    }
}
