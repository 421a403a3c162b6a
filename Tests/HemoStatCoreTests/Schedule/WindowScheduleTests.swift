import Testing

@testable import HemoStatCore

@Suite struct WindowScheduleTests {
    static let berlin = ZoneCivilTimeTests.berlin

    static func window(_ schedule: String, _ hours: Double, _ footer: String = "UTC0") throws -> WindowSchedule {
        try WindowSchedule(
            schedule: CronSchedule(schedule),
            duration: PolicyDuration(milliseconds: Int64((hours * 3_600_000).rounded())),
            zone: TZifBytes.rules(footer: footer)
        )
    }

    /// Schedule, hours, zone, an instant, whether it is open and until when; all instants in UTC.
    static let known: [(String, Double, String, String, Bool, String?)] = [
        // Office hours in Berlin, in winter, in summer, and over the weekends between.
        ("0 9 * * 1-5", 8, berlin, "2026-03-27 07:59:59", false, "2026-03-27 08:00:00"),
        ("0 9 * * 1-5", 8, berlin, "2026-03-27 08:00:00", true, "2026-03-27 16:00:00"),
        ("0 9 * * 1-5", 8, berlin, "2026-03-27 16:00:00", false, "2026-03-30 07:00:00"),
        ("0 9 * * 1-5", 8, berlin, "2026-03-30 14:59:59", true, "2026-03-30 15:00:00"),
        ("0 9 * * 1-5", 8, berlin, "2026-10-23 15:00:00", false, "2026-10-26 08:00:00"),
        ("0 9 * * 1-5", 8, berlin, "2100-10-29 15:00:00", false, "2100-11-01 08:00:00"),
        // A start in the gap is the first instant after it; the duration is not shortened.
        ("30 2 * * *", 1, berlin, "2026-03-29 00:59:59", false, "2026-03-29 01:00:00"),
        ("30 2 * * *", 1, berlin, "2026-03-29 01:00:00", true, "2026-03-29 02:00:00"),
        ("*/10 2 29 3 *", 0.5, berlin, "2026-03-29 01:15:00", true, "2026-03-29 01:30:00"),
        // A start that happens twice counts once.
        ("30 2 * * *", 0.5, berlin, "2026-10-25 00:30:00", true, "2026-10-25 01:00:00"),
        ("30 2 * * *", 0.5, berlin, "2026-10-25 01:30:00", false, "2026-10-26 01:30:00"),
        ("0 * * * *", 0.5, berlin, "2026-10-25 01:00:00", false, "2026-10-25 02:00:00"),
        // Elapsed time: a night of eight hours ends at five or at seven by the clock.
        ("0 22 * * *", 8, berlin, "2026-03-28 22:00:00", true, "2026-03-29 05:00:00"),
        ("0 22 * * *", 8, berlin, "2026-10-24 22:00:00", true, "2026-10-25 04:00:00"),
        // All day, every day, but for the hour gained in autumn.
        ("0 9 * * *", 24, berlin, "2026-06-01 00:00:00", true, "2026-10-25 07:00:00"),
        ("0 9 * * *", 24, berlin, "2026-10-25 07:30:00", false, "2026-10-25 08:00:00"),
        ("0 9 * * *", 25, berlin, "2026-06-01 00:00:00", true, nil),
        ("0 9 * * *", 24, "UTC0", "2026-06-01 00:00:00", true, nil),
        ("* * * * *", 1 / 60, "UTC0", "2026-06-01 00:00:00", true, nil),
        ("* * * * *", 1 / 60, berlin, "2026-06-01 00:00:00", true, "2026-10-25 01:00:00"),
        ("0 0 * * 0", 168, "UTC0", "2026-06-01 00:00:00", true, nil),
        ("0 0 * * 0,3", 96, "IST-5:30", "2026-06-01 00:00:00", true, nil),
        // Overlapping and touching starts are one window.
        ("0 9,10,11 * * *", 1, "UTC0", "2026-06-01 09:30:00", true, "2026-06-01 12:00:00"),
        ("*/20 9-10 * * *", 0.5, "UTC0", "2026-06-01 09:00:00", true, "2026-06-01 11:10:00"),
        ("0 0 1,5 6 *", 168, "UTC0", "2026-06-02 00:00:00", true, "2026-06-12 00:00:00"),
        // Half hours, half-hour savings, southern summers, savings that are the winter.
        ("0 9 * * *", 1, "IST-5:30", "2026-06-01 03:30:00", true, "2026-06-01 04:30:00"),
        ("15 2 * * *", 1, ZoneCivilTimeTests.lordHowe, "2026-10-03 15:30:00", true, "2026-10-03 16:30:00"),
        ("45 1 * * *", 0.25, ZoneCivilTimeTests.lordHowe, "2026-04-04 15:15:00", false, "2026-04-05 15:15:00"),
        ("0 0 * * *", 1, "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-09-05 12:00:00", false, "2026-09-06 04:00:00"),
        ("30 1 * * *", 1, ZoneCivilTimeTests.dublin, "2026-03-29 01:00:00", true, "2026-03-29 02:00:00"),
        ("30 1 * * *", 1, ZoneCivilTimeTests.dublin, "2026-10-25 01:30:00", false, "2026-10-26 01:30:00"),
        // Rare, and never.
        ("0 0 29 2 *", 24, "UTC0", "2096-03-01 00:00:00", false, "2104-02-29 00:00:00"),
        ("0 0 30 2 *", 24, "UTC0", "2026-02-28 00:00:00", false, nil),
    ]

    @Test("is open when it should be, and knows until when", arguments: known)
    func state(_ row: (String, Double, String, String, Bool, String?)) throws {
        let state = try Self.window(row.0, row.1, row.2).state(at: try #require(Timestamp(utc: row.3)))
        #expect(state.isOpen == row.4)
        #expect(state.changesAt?.utc == row.5)
    }

    @Test("opens to the microsecond")
    func precise() throws {
        let window = try Self.window("0 9 * * *", 0.000_001 / 3.6)  // a millisecond
        let start = try #require(Timestamp(utc: "2026-06-01 09:00"))
        #expect(window.duration == PolicyDuration(milliseconds: 1))
        for (micros, isOpen) in [(-1, false), (0, true), (999, true), (1000, false)] as [(Int64, Bool)] {
            #expect(window.state(at: Timestamp(microseconds: start.microseconds + micros)).isOpen == isOpen)
        }
    }

    @Test("a duration of nothing, or of more than a week, is refused")
    func durations() throws {
        #expect(try Self.window("0 9 * * *", 168).duration == WindowSchedule.longest)
        for hours in [0, -1, 168.001] {
            let error = #expect(throws: WindowError.self) { try Self.window("0 9 * * *", hours) }
            #expect(error?.message.hasPrefix("a window is open for more than 0s and at most 168h, found ") == true)
        }
    }

    @Test("at the ends of time there is an answer", arguments: [Int64.min, .max])
    func extremes(microseconds: Int64) throws {
        for schedule in ["* * * * *", "0 0 29 2 *", "0 0 30 2 *"] {
            _ = try Self.window(schedule, 168, Self.berlin).state(at: Timestamp(microseconds: microseconds))
        }
    }

    @Test("the machine's own files give the same, where their tables end and footers begin")
    func files() throws {
        let berlin = try ZoneData.rules("Europe/Berlin")
        let window = try WindowSchedule(schedule: CronSchedule("0 9 * * 1-5"), duration: .hours(8), zone: berlin)
        let same = try Self.window("0 9 * * 1-5", 8, Self.berlin)
        for day in stride(from: 20_454, to: 25_568, by: 3) {  // 2026 to 2039
            let now = Timestamp(unixSeconds: day * 86_400 + 8 * 3600 - 1)
            #expect(window.state(at: now) == same.state(at: now))
        }
    }
}
