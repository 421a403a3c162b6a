import Testing

@testable import HemoStatCore

@Suite struct ZoneRulesTests {
    /// Each change of a year to the second, and what holds at its start and end.
    private func check(_ rules: ZoneRules, _ expected: ZoneOffsets, from firstYear: Int) {
        let second = PolicyDuration.seconds(1)
        for year in expected.years where year.year >= firstYear {
            for (index, change) in year.changes.enumerated() {
                #expect(rules.offset(at: change.at) == change.offset, "\(change.at)")
                let end = index + 1 < year.changes.count ? year.changes[index + 1].at : year.end
                #expect(rules.offset(at: end - second) == change.offset, "\(end) - 1 s")
                if end < year.end {
                    // Some files list a change at 2³¹ - 1 that changes nothing.
                    let next = rules.nextTransition(afterSecond: change.at.unixSeconds)
                    #expect(next == end.unixSeconds || next == Int(Int32.max))
                }
            }
        }
    }

    @Test("the machine's files say what Python's zoneinfo says", arguments: ZoneOffsets.files)
    func files(expected: ZoneOffsets) throws {
        check(try ZoneData.rules(expected.zone), expected, from: 0)
    }

    @Test("footers alone say the same of every year to come", arguments: ZoneOffsets.files + ZoneOffsets.footers)
    func footers(expected: ZoneOffsets) throws {
        check(try TZifBytes.rules(footer: expected.footer), expected, from: 2026)
    }

    @Test("a version 1 file has 32-bit times and no footer: its last offset stays")
    func version1() throws {
        let file = TZifBytes(version: 0, transitions: [(-1000, 1), (1000, 0), (2000, 2)], offsets: [0, 3600, 7200])
        let rules = try ZoneRules(name: "Test/One", tzif: file.bytes)
        let seconds = [-4_000_000_000, -1001, -1000, 999, 1000, 1999, 2000, 4_102_444_800]
        #expect(seconds.map { rules.offset(atSecond: $0) } == [0, 0, 3600, 3600, 0, 0, 7200, 7200])
        #expect(rules.nextTransition(afterSecond: 1000) == 2000)
        #expect(rules.nextTransition(afterSecond: 2000) == nil)
    }

    @Test("of later versions the 64-bit block counts, with or without a footer", arguments: ["2", "3", "4"])
    func laterVersions(version: Character) throws {
        let byte = try #require(version.asciiValue)
        var file = TZifBytes(
            version: byte,
            transitions: [(-5_000_000_000, 1), (1_000_000_000, 2)],
            offsets: [0, 60, 120]
        )
        let bare = try ZoneRules(name: "Test/Bare", tzif: file.bytes)
        #expect([-5_000_000_001, -5_000_000_000, 5_000_000_000].map { bare.offset(atSecond: $0) } == [0, 60, 120])
        file.footer = "<+05>-5"
        let rules = try ZoneRules(name: "Test/Foot", tzif: file.bytes)
        #expect([999_999_999, 1_000_000_000].map { rules.offset(atSecond: $0) } == [60, 18_000])
    }

    @Test(
        "daylight saving all year, where each end is the next start, never stops",
        arguments: [("XXX3EDT4,0/0,J365/23", -14_400), ("EST5EDT,0/0,J365/25", -14_400)]
    )
    func yearRound(footer: String, offset: Int) throws {
        let rules = try TZifBytes.rules(footer: footer)
        let newYear = CivilTime(CivilDate(year: 2031, month: 1, day: 1)).secondsSinceEpoch
        for hour in stride(from: -48, to: 48 + 366 * 24, by: 1) {
            let second = newYear + hour * 3600
            if rules.offset(atSecond: second) != offset { Issue.record("\(hour) hours after new year") }
        }
    }

    @Test("UTC is known, and asks no file")
    func utc() {
        let instant = Given.at(0)
        #expect(ZoneRules.utc.offset(at: instant) == 0)
        #expect(ZoneRules.utc.civilTime(at: instant).description == "2025-11-03 10:00:00")
        #expect(ZoneTable()["UTC"] == .utc)
        #expect(ZoneTable()["Europe/Berlin"] == nil)
        let berlin = ZoneRules(name: "Europe/Berlin", offset: 3600)
        #expect(ZoneTable([berlin])["Europe/Berlin"] == berlin)
    }

    @Test("the ends of time are instants like others", arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max])
    func extremes(microseconds: Int64) throws {
        let instant = Timestamp(microseconds: microseconds)
        for footer in ["CET-1CEST,M3.5.0,M10.5.0/3", "XXX24YYY-24,J1/-167,365/167", "UTC0"] {
            let rules = try TZifBytes.rules(footer: footer)
            #expect(abs(rules.offset(at: instant)) <= 86_400)
            let again = rules.firstInstant(of: rules.civilTime(at: instant))
            #expect(again.unixSeconds <= instant.unixSeconds)
        }
    }
}
