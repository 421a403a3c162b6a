import Testing

@testable import HemoStatCore

/// Maintenance windows on the virtual clock, across the change to summer time.
@Suite("Policy tests: windows") struct SimulationWindowTests {
    /// Office hours in Berlin.
    private func play(startsAt: String) throws -> Play {
        var play = Play([
            Given.policy {
                $0.remediation.windows = [
                    .init(kind: .deny, schedule: "0 9 * * 1-5", duration: .hours(8), timeZone: "Europe/Berlin")
                ]
            }
        ])
        play.zones = ZoneTable([try ZoneData.rules("Europe/Berlin")])
        play.test.startsAt = try #require(Timestamp(rfc3339: startsAt))
        return play.set("0s") { $0.health = .unhealthy }
    }

    /// 17:00 in Berlin is 16:00 UTC in winter and 15:00 in summer.
    @Test(
        "held until the window closes",
        arguments: [
            ("2026-03-27T08:30:00Z", "7h30m"), ("2026-03-30T08:30:00Z", "6h30m"), ("2026-03-30T07:00:00Z", "8h"),
            ("2026-10-23T08:30:00Z", "6h30m"), ("2026-10-26T08:30:00Z", "7h30m"),
        ]
    )
    func held(startsAt: String, left: String) throws {
        let end = try #require(PolicyDuration(left))
        let before = PolicyDuration(milliseconds: end.milliseconds - 1).description
        let result = try play(startsAt: startsAt)
            .expect("0s") { ($0.phase, $0.reason, $0.actions) = (.held, "MaintenanceWindow", 0) }
            .expect("0s") { $0.nextEligible = end }
            .expect(before) { $0.actions = 0 }
            .expect(left) { ($0.phase, $0.action, $0.actions) = (.verifying, "restart", 1) }
            .run()
        #expect(result.briefly == [])
        #expect(result.coverage.hasDenied(.window, of: "web"))
    }

    @Test(
        "open before and after",
        arguments: [
            "2026-03-30T06:59:59Z", "2026-03-30T15:00:00Z", "2026-03-29T10:00:00Z", "2026-10-26T07:59:59Z",
        ]
    )
    func open(startsAt: String) throws {
        let result = try play(startsAt: startsAt).expect("0s") { ($0.phase, $0.actions) = (.verifying, 1) }.run()
        #expect(result.briefly == [])
    }

    @Test("of a zone nobody read, it denies and waits for no time")
    func unknownZone() throws {
        var play = try play(startsAt: "2026-03-29T10:00:00Z")
        play.zones = ZoneTable()
        let result = play.expect("24h") { ($0.phase, $0.reason, $0.actions) = (.held, "MaintenanceWindow", 0) }.run()
        #expect(result.briefly == [])
    }
}
