import Testing

@testable import HemoStatCore

@Suite struct CivilDateTests {
    @Test("days and dates agree with Timestamp's, over eight centuries, and weekdays go round")
    func roundTrip() {
        var weekday = CivilDate(daysSinceEpoch: -140_001).weekday
        for day in -140_000...150_000 {
            let date = CivilDate(daysSinceEpoch: day)
            weekday = (weekday + 1) % 7
            if date.daysSinceEpoch != day || date.weekday != weekday { Issue.record("\(date)") }
            guard day % 97 == 0 else { continue }
            let printed = Timestamp(microseconds: Int64(day) * 86_400_000_000).description.prefix(10)
            #expect(CivilTime(date).description.prefix(10) == printed)
        }
    }

    @Test("knows a Thursday and the leap years")
    func known() {
        #expect(CivilDate(daysSinceEpoch: 0) == CivilDate(year: 1970, month: 1, day: 1))
        #expect(CivilDate(daysSinceEpoch: 0).weekday == 4)
        #expect(
            [1900, 1996, 2000, 2023, 2024, 2100].map { CivilDate.length(ofMonth: 2, in: $0) } == [
                28, 29, 29, 28, 29, 28,
            ]
        )
        #expect((1...12).reduce(0) { $0 + CivilDate.length(ofMonth: $1, in: 2026) } == 365)
    }

    @Test("a civil time prints and has its date, also before the epoch")
    func civilTime() throws {
        let time = try #require(CivilTime("1969-12-31 23:59:58"))
        #expect(time.secondsSinceEpoch == -2)
        #expect(time.description == "1969-12-31 23:59:58")
        #expect(time.date == CivilDate(year: 1969, month: 12, day: 31))
    }
}
