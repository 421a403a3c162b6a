import Testing

@testable import HemoStatCore

@Suite struct CronSearchTests {
    /// Schedule, a time, the match at or before it, the match after it; from an independent search day by day in Python.
    static let known = [
        ("* * * * *", "2026-03-29 02:30", "2026-03-29 02:30", "2026-03-29 02:31"),
        ("0 9 * * 1-5", "2026-03-27 09:00", "2026-03-27 09:00", "2026-03-30 09:00"),
        ("0 9 * * 1-5", "2026-03-28 12:00", "2026-03-27 09:00", "2026-03-30 09:00"),
        ("*/15 * * * *", "2026-12-31 23:59", "2026-12-31 23:45", "2027-01-01 00:00"),
        ("0 0 29 2 *", "2026-01-01 00:00", "2024-02-29 00:00", "2028-02-29 00:00"),
        ("0 0 29 2 *", "2096-03-01 00:00", "2096-02-29 00:00", "2104-02-29 00:00"),
        ("0 12 29 2 */7", "2073-01-01 00:00", "2060-02-29 12:00", "2088-02-29 12:00"),
        ("0 0 31 * *", "2026-04-15 08:00", "2026-03-31 00:00", "2026-05-31 00:00"),
        ("0 0 13 * 5", "2026-02-10 00:00", "2026-02-06 00:00", "2026-02-13 00:00"),
        ("0 0 13 * FRI", "2026-02-13 00:01", "2026-02-13 00:00", "2026-02-20 00:00"),
        ("0 0 */13 * 5", "2026-02-10 00:00", "2025-11-14 00:00", "2026-02-27 00:00"),
        ("0 0 13 * *", "2026-02-13 00:00", "2026-02-13 00:00", "2026-03-13 00:00"),
        ("0 0 * * 7", "2026-02-13 00:00", "2026-02-08 00:00", "2026-02-15 00:00"),
        ("0 0 * * sun", "2026-02-15 00:00", "2026-02-15 00:00", "2026-02-22 00:00"),
        ("30 22 * * FRI-SUN", "2026-02-16 00:00", "2026-02-15 22:30", "2026-02-20 22:30"),
        ("5,35 8-17/3 1,15 JAN-MAR,dec *", "2026-03-15 17:40", "2026-03-15 17:35", "2026-12-01 08:05"),
        ("59 23 31 12 *", "2026-12-31 23:59", "2026-12-31 23:59", "2027-12-31 23:59"),
        ("0 0 1 1 *", "2026-06-15 12:00", "2026-01-01 00:00", "2027-01-01 00:00"),
        ("0 22-23,0-5 * * *", "2026-06-15 12:00", "2026-06-15 05:00", "2026-06-15 22:00"),
        ("1-59/2 0-23/6 * 2 1-5", "2027-03-01 00:00", "2027-02-26 18:59", "2028-02-01 00:01"),
        ("10 4 1-7 * 1", "2026-06-08 00:00", "2026-06-07 04:10", "2026-06-08 04:10"),
        ("0 0 30 4,6,9,11 *", "2026-12-01 00:00", "2026-11-30 00:00", "2027-04-30 00:00"),
        ("17 3 * * 0-6/2", "2026-06-10 03:17", "2026-06-09 03:17", "2026-06-11 03:17"),
        ("0 6 28-31 2 *", "2023-03-01 00:00", "2023-02-28 06:00", "2024-02-28 06:00"),
    ]

    @Test("finds the match before and the match after", arguments: known)
    func search(text: String, time: String, previous: String, next: String) throws {
        let schedule = try CronSchedule(text)
        let time = try #require(CivilTime(time))
        #expect(schedule.previous(atOrBefore: time)?.description == previous + ":00")
        #expect(schedule.next(after: time)?.description == next + ":00")
        let within = CivilTime(secondsSinceEpoch: time.secondsSinceEpoch + 59)
        #expect(schedule.previous(atOrBefore: within)?.description == previous + ":00")
    }

    @Test("the leap days around 1900 and 2100 are eight years apart, on a given weekday up to forty")
    func rare() throws {
        let leap = try CronSchedule("0 0 29 2 *")
        #expect(leap.next(after: try #require(CivilTime("1896-03-01 00:00")))?.date.year == 1904)
        let sunday = try CronSchedule("0 0 29 2 */7")
        var years: [Int] = []
        var time = try #require(CivilTime("2000-01-01 00:00"))
        while let next = sunday.next(after: time), next.date.year < 2400 {
            #expect(sunday.previous(atOrBefore: next) == next)
            #expect(next.date.weekday == 0)
            years.append(next.date.year)
            time = next
        }
        #expect(years.count == 13)
        #expect(zip(years.dropFirst(), years).map { $0 - $1 }.max() == 40)
    }

    @Test("walking forth and back gives the same matches", arguments: 0..<30)
    func forthAndBack(seed: Int) throws {
        var random = SplitMix(seed: seed)
        let fields = [
            ["*", "0", "*/7", "3-50/9,59", "30"], ["*", "0", "22-23,0-5", "*/5", "12"],
            ["*", "1", "13", "31", "*/10", "29-30"],
            ["*", "2", "jan,JUL", "*/5", "2-4"], ["*", "1-5", "sun", "*/3", "7", "fri-sun"],
        ]
        let text = fields.map { random.pick($0) }.joined(separator: " ")
        let schedule = try CronSchedule(text)
        guard !schedule.neverFires else { return }
        var time = CivilTime(secondsSinceEpoch: Int(random.next() % 4_000_000_000))
        var matches: [CivilTime] = []
        for _ in 0..<25 {
            let next = try #require(schedule.next(after: time), "\(text)")
            #expect(next > time)
            matches.append(next)
            time = next
        }
        for (index, match) in matches.enumerated().reversed() {
            #expect(schedule.previous(atOrBefore: match) == match, "\(text)")
            guard index > 0 else { break }
            let before = CivilTime(secondsSinceEpoch: match.secondsSinceEpoch - 1)
            #expect(schedule.previous(atOrBefore: before) == matches[index - 1], "\(text)")
        }
    }
}
