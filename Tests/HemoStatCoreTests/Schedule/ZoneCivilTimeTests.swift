import Testing

@testable import HemoStatCore

@Suite struct ZoneCivilTimeTests {
    static let berlin = "CET-1CEST,M3.5.0,M10.5.0/3"
    static let lordHowe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"
    static let dublin = "IST-1GMT0,M10.5.0,M3.5.0/1"

    /// Footer, what the clock shows, the first instant it shows that or later (by hand, and by Python's `zoneinfo`).
    static let known = [
        ("IST-5:30", "2026-07-01 09:00", "2026-07-01 03:30:00"),
        (berlin, "2026-03-29 01:59:59", "2026-03-29 00:59:59"),
        // The gap: 02:00 to 02:59:59 do not exist.
        (berlin, "2026-03-29 02:00", "2026-03-29 01:00:00"),
        (berlin, "2026-03-29 02:30", "2026-03-29 01:00:00"),
        (berlin, "2026-03-29 02:59:59", "2026-03-29 01:00:00"),
        (berlin, "2026-03-29 03:00", "2026-03-29 01:00:00"),
        (berlin, "2026-03-29 03:00:01", "2026-03-29 01:00:01"),
        // The overlap: 02:00 to 02:59:59 are shown twice.
        (berlin, "2026-10-25 02:00", "2026-10-25 00:00:00"),
        (berlin, "2026-10-25 02:59:59", "2026-10-25 00:59:59"),
        (berlin, "2026-10-25 03:00", "2026-10-25 02:00:00"),
        (dublin, "2026-03-29 01:30", "2026-03-29 01:00:00"),
        (dublin, "2026-10-25 01:30", "2026-10-25 00:30:00"),
        // Half an hour of each.
        (lordHowe, "2026-10-04 02:15", "2026-10-03 15:30:00"),
        (lordHowe, "2026-10-04 02:30", "2026-10-03 15:30:00"),
        (lordHowe, "2026-04-05 01:45", "2026-04-04 14:45:00"),
        (lordHowe, "2026-04-05 02:00", "2026-04-04 15:30:00"),
        // At midnight, and a year out of any table.
        ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2100-09-05 00:00", "2100-09-05 04:00:00"),
        ("EET-2EEST,M4.5.5/0,M10.5.4/24", "2100-04-30 00:30", "2100-04-29 22:00:00"),
        // Nuuk changes at minus one o'clock, on Saturday.
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-28 23:15", "2026-03-29 01:00:00"),
    ]

    @Test("a local time is an instant, also in a gap and in an overlap", arguments: known)
    func firstInstant(footer: String, local: String, expected: String) throws {
        let time = try #require(CivilTime(local))
        #expect(try TZifBytes.rules(footer: footer).firstInstant(of: time).utc == expected)
    }

    @Test("a whole day can be missing: Samoa had no 30 December 2011")
    func missingDay() throws {
        let apia = try ZoneData.rules("Pacific/Apia")
        for local in ["2011-12-30 00:00", "2011-12-30 12:00", "2011-12-31 00:00"] {
            #expect(apia.firstInstant(of: try #require(CivilTime(local))).utc == "2011-12-30 10:00:00")
        }
    }

    @Test("first instants and latest times answer each other", arguments: [berlin, lordHowe, dublin])
    func answerEachOther(footer: String) throws {
        let rules = try TZifBytes.rules(footer: footer)
        for day in ["2026-03-29", "2026-10-25", "2026-04-04", "2026-10-03"] {
            let middle = try #require(Timestamp(utc: "\(day) 00:00")).unixSeconds
            var before = CivilTime(secondsSinceEpoch: .min)
            for second in stride(from: middle - 43_200, to: middle + 86_400, by: 433) {
                let latest = rules.latestCivilTime(upToSecond: second)
                #expect(latest >= before)
                #expect(latest >= rules.civilTime(atSecond: second))
                #expect(rules.firstSecond(of: latest) <= second)
                #expect(rules.firstSecond(of: CivilTime(secondsSinceEpoch: latest.secondsSinceEpoch + 1)) > second)
                before = latest
            }
        }
    }
}
