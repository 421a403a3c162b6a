import Testing

@testable import HemoStatCore

@Suite struct PosixZoneScannerTests {
    private func footer(_ text: String) -> ZoneFooter? { PosixZoneScanner.footer(Array(text.utf8)[...]) }

    @Test(
        "reads every form of a footer",
        arguments: [
            ("UTC0", 0, nil), ("<+03>-3", 10_800, nil), ("<-00>0", 0, nil), ("<+0545>-5:45", 20_700, nil),
            ("LMT+0:53:28", -3208, nil), ("EST5EDT,M3.2.0,M11.1.0", -18_000, -14_400),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0), ("EET-2EEST,M3.4.4/50,M10.4.4/50", 7200, 10_800),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7200, -3600), ("ABC-1DEF-3,J60/2,J365/25:30:15", 3600, 10_800),
            ("ABC24DEF,0,365/-167", -86_400, -82_800), ("abc-24:59:59def,1/+1,2/167", 89_999, 93_599),
        ] as [(String, Int, Int?)]
    )
    func reads(text: String, standard: Int, daylight: Int?) throws {
        let footer = try #require(self.footer(text))
        #expect(footer.standard == standard)
        #expect(footer.daylight?.offset == daylight)
    }

    @Test(
        "refuses anything else",
        arguments: [
            "", "UTC", "0", "AB0", "ABC25", "ABC1:60", "ABC1:5:60", "ABC-", "ABC--1", "<ABC0", "<+1>0", "<AB!>0",
            "ABC0DE",
            "ABC0DEF", "ABC0DEF,", "ABC0DEF,M3.2.0", "ABC0DEF,M3.2.0,", "ABC0DEF,M3.2.0,M11.1.0,",
            "ABC0DEF,M13.2.0,M11.1.0",
            "ABC0DEF,M0.2.0,M11.1.0", "ABC0DEF,M3.0.0,M11.1.0", "ABC0DEF,M3.6.0,M11.1.0", "ABC0DEF,M3.2.7,M11.1.0",
            "ABC0DEF,J0,J2", "ABC0DEF,J366,J2", "ABC0DEF,366,2", "ABC0DEF,1/168,2", "ABC0DEF,1/-168,2",
            "ABC0DEF,1/1000,2",
            "ABC0DEF,M3.2,M11.1.0", "ABC0 ", "ABC0\nDEF", "ABC99999999999999999999", "ÄÖÜ0",
        ]
    )
    func refuses(text: String) { #expect(footer(text) == nil) }

    @Test("days of the year are counted with and without 29 February")
    func days() {
        func date(_ day: YearlyRule.Day, _ year: Int, time: Int = 0) -> String {
            CivilTime(secondsSinceEpoch: YearlyRule(day: day, secondsIntoDay: time).civilSeconds(in: year)).description
        }
        #expect(date(.julian(59), 2028) == "2028-02-28 00:00:00")
        #expect(date(.julian(60), 2028) == "2028-03-01 00:00:00")
        #expect(date(.julian(60), 2027) == "2027-03-01 00:00:00")
        #expect(date(.julian(365), 2028, time: 25 * 3600) == "2029-01-01 01:00:00")
        #expect(date(.zeroBased(59), 2028) == "2028-02-29 00:00:00")
        #expect(date(.zeroBased(59), 2027) == "2027-03-01 00:00:00")
        #expect(date(.weekday(0, week: 5, month: 2), 2026) == "2026-02-22 00:00:00")
        #expect(date(.weekday(6, week: 5, month: 2), 2048) == "2048-02-29 00:00:00")
        #expect(date(.weekday(0, week: 1, month: 3), 2026, time: -3600) == "2026-02-28 23:00:00")
    }
}
