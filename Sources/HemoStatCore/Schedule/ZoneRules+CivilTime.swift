// From what a clock shows to when it shows it. A clock put forward skips times (a gap), one put back shows some twice (an
// overlap); both questions below have one answer also then, and both answers only ever grow with what is asked.
extension ZoneRules {
    /// The first instant at which the clocks show a time, or a later one.
    ///
    /// A time that is shown twice counts the first time; one in a gap is the first instant after the gap.
    package func firstInstant(of time: CivilTime) -> Timestamp { Timestamp(unixSeconds: firstSecond(of: time)) }

    func firstSecond(of time: CivilTime) -> Int {
        // Within a day or so of what it would be in UTC; segment by segment between the changes there.
        var start = time.secondsSinceEpoch - Self.largestOffset
        while true {
            let candidate = max(start, time.secondsSinceEpoch - offset(atSecond: start))
            guard let next = nextTransition(afterSecond: start), next <= candidate else { return candidate }
            start = next
        }
    }

    /// The latest time the clocks have shown up to an instant: behind an overlap more than they show now.
    ///
    /// So `firstSecond(of: time) <= second` is the same as `time <= latestCivilTime(upToSecond: second)`.
    func latestCivilTime(upToSecond second: Int) -> CivilTime {
        var start = second - 2 * Self.largestOffset
        var latest = civilTime(atSecond: start)
        while let next = nextTransition(afterSecond: start), next <= second {
            latest = max(latest, civilTime(atSecond: next - 1))
            start = next
        }
        return max(latest, civilTime(atSecond: second))
    }
}
