import Testing

@testable import HemoStatCore

/// `WindowSchedule` against a clock that ticks through the weeks around a change, minute by minute.
@Suite struct WindowPropertyTests {
    /// Zones, and a Sunday on or near which their clocks change.
    private static let changes = [
        (ZoneCivilTimeTests.berlin, "2026-03-29"), (ZoneCivilTimeTests.berlin, "2026-10-25"),
        (ZoneCivilTimeTests.dublin, "2026-10-25"), (ZoneCivilTimeTests.dublin, "2100-03-28"),
        (ZoneCivilTimeTests.lordHowe, "2026-04-05"), (ZoneCivilTimeTests.lordHowe, "2026-10-04"),
        ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-09-06"),
        ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2026-04-05"),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29"), ("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "2026-10-25"),
    ]

    /// A schedule as sets of numbers, matched without any of the code under test.
    private struct Sets {
        let text: String
        let minutes: Set<Int>
        let hours: Set<Int>
        let daysOfMonth: Set<Int>
        let daysOfWeek: Set<Int>

        init(_ random: inout SplitMix) {
            func some(_ range: ClosedRange<Int>, _ percentOfAll: Int, _ most: Int) -> Set<Int> {
                if random.chance(percentOfAll) { return Set(range) }
                return Set((0...Int(random.next() % UInt64(most))).map { _ in Int.random(in: range, using: &random) })
            }
            minutes = some(0...59, 10, 3)
            hours = random.chance(60) ? some(0...4, 30, 3) : some(0...23, 30, 5)
            daysOfMonth = some(1...31, 60, 12)
            daysOfWeek = some(0...6, 60, 3)
            text = [(minutes, 60), (hours, 24), (daysOfMonth, 31), (Set([1]), 1), (daysOfWeek, 7)].map { values, all in
                values.count == all ? "*" : values.sorted().map(String.init).joined(separator: ",")
            }.joined(separator: " ")
        }

        func matches(_ civilMinute: Int) -> Bool {
            let time = CivilTime(secondsSinceEpoch: civilMinute * 60)
            let ofDay = civilMinute.floorRemainder(by: 1440)
            guard minutes.contains(ofDay % 60), hours.contains(ofDay / 60) else { return false }
            let inMonth = daysOfMonth.contains(time.date.day)
            let inWeek = daysOfWeek.contains(time.date.weekday)
            return daysOfMonth.count < 31 && daysOfWeek.count < 7 ? inMonth || inWeek : inMonth && inWeek
        }
    }

    @Test("agrees with ticking through two weeks", arguments: 0..<14)
    func ticking(seed: Int) throws {
        var random = SplitMix(seed: seed)
        let (footer, sunday) = Self.changes[seed % Self.changes.count]
        let sets = Sets(&random)
        let minutes = random.pick([1, 5, 30, 60, 61, 90, 480, 1440, 1500, 2880, 10_080])
        let zone = try TZifBytes.rules(footer: footer)
        let window = try WindowSchedule(
            schedule: CronSchedule(sets.text),
            duration: .minutes(Int64(minutes)),
            zone: zone
        )
        let middle = try #require(Timestamp(utc: "\(sunday) 00:00")).unixSeconds / 60
        let first = middle - 4 * 1440
        let last = middle + 9 * 1440
        let open = tick(from: first - minutes - 1440, through: last, sets, minutes, zone)
        // What the state changes to next, from the end backwards.
        var change: Int?
        for minute in (first..<last).reversed() {
            let isOpen = open.contains(minute)
            if open.contains(minute + 1) != isOpen { change = minute + 1 }
            guard minute % 241 == 0 || change == minute + 1 || open.contains(minute - 1) != isOpen else { continue }
            let state = window.state(at: Timestamp(unixSeconds: minute * 60 + 30))
            let what: Comment = "\(sets.text) for \(minutes)m in \(footer) at minute \(minute)"
            #expect(state.isOpen == isOpen, what)
            if let change { #expect(state.changesAt?.unixSeconds == change * 60, what) }
        }
    }

    /// The minutes in which it is open.
    private func tick(from first: Int, through last: Int, _ sets: Sets, _ duration: Int, _ zone: ZoneRules) -> Set<Int>
    {
        var open: Set<Int> = []
        var openUntil = Int.min
        var shown = zone.civilTime(atSecond: (first - 1) * 60).secondsSinceEpoch / 60
        for minute in first...last {
            let civil = zone.civilTime(atSecond: minute * 60).secondsSinceEpoch / 60
            // What the clock has come to or skipped since the last minute, but nothing it shows again.
            if civil > shown {
                if (shown + 1...civil).contains(where: sets.matches) { openUntil = minute + duration }
                shown = civil
            }
            if minute < openUntil { open.insert(minute) }
        }
        return open
    }
}
