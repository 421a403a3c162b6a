/// A window that opens when a cron schedule says so, by the clocks of a time zone, and stays open for a while.
///
/// From each start it is open for `duration` of elapsed time: `0 9 * * *` for 24h closes for an hour on the day the
/// clocks are put back. Windows that overlap or touch are one. A start the clocks skip (`30 2 * * *` in spring) happens
/// at the first instant after the gap; one they show twice (the same in autumn) counts once, the first time.
package struct WindowSchedule: Sendable, Equatable {
    /// The longest duration.
    package static let longest = PolicyDuration.hours(7 * 24)

    /// How far ahead the end of an open window is looked for; `*/5 * * * *` for 5m has none.
    private static let horizon = 2 * 366 * CivilTime.secondsOfDay
    /// Steps of that look ahead: one for a day, but one for a start on the days the clocks change.
    private static let maximumSteps = 10_000

    package let schedule: CronSchedule
    package let duration: PolicyDuration
    package let zone: ZoneRules
    /// Between the first and the last start of a day it stays open, unless the clocks change.
    private let mergesWithinDay: Bool

    package init(schedule: CronSchedule, duration: PolicyDuration, zone: ZoneRules) throws(WindowError) {
        guard duration > .zero, duration <= Self.longest else {
            throw WindowError(
                message: "a window is open for more than 0s and at most \(Self.longest), found \(duration)"
            )
        }
        self.schedule = schedule
        self.duration = duration
        self.zone = zone
        mergesWithinDay = PolicyDuration.minutes(Int64(schedule.longestGapWithinDay)) <= duration
    }

    /// True when it never opens, because its schedule names no day there is.
    package var neverOpens: Bool { schedule.neverFires }

    package func state(at now: Timestamp) -> WindowState {
        // Of all starts up to now the latest is the one with the latest civil time the clocks have shown until now.
        let latest = zone.latestCivilTime(upToSecond: now.unixSeconds)
        if let start = schedule.previous(atOrBefore: latest), now < end(ofOne: start) {
            return WindowState(isOpen: true, changesAt: end(fromStart: start, now))
        }
        let next = schedule.next(after: latest).map { zone.firstInstant(of: $0) }
        return WindowState(isOpen: false, changesAt: next)
    }

    /// The end of the window of one start, if none followed.
    private func end(ofOne start: CivilTime) -> Timestamp { zone.firstInstant(of: start).clamped(adding: duration) }

    /// The end of the windows that run into each other from one on.
    private func end(fromStart start: CivilTime, _ now: Timestamp) -> Timestamp? {
        let limit = now.unixSeconds + Self.horizon
        var start = start
        for _ in 0..<Self.maximumSteps {
            start = lastMerged(with: start)
            let end = end(ofOne: start)
            guard end.unixSeconds < limit else { return nil }
            let latest = zone.latestCivilTime(upToSecond: end.unixSeconds)
            guard let following = schedule.previous(atOrBefore: latest), following > start else { return end }
            start = following
        }
        return nil
    }

    /// The last start of the same day, when nothing can come between.
    private func lastMerged(with start: CivilTime) -> CivilTime {
        guard mergesWithinDay else { return start }
        let last = schedule.last(onDayOf: start)
        let second = zone.firstSecond(of: start)
        let change = zone.nextTransition(afterSecond: second)
        return second + last.secondsSinceEpoch - start.secondsSinceEpoch < change ?? .max ? last : start
    }
}
