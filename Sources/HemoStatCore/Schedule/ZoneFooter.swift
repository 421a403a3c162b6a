/// What a zone does after the last change its table lists: a POSIX `TZ` string, RFC 9636 section 3.3.
struct ZoneFooter: Sendable, Equatable {
    /// The two changes of every year.
    struct Daylight: Sendable, Equatable {
        /// Seconds east of UTC; less than standard time in Dublin, where winter is the exception.
        let offset: Int
        let start: YearlyRule
        let end: YearlyRule
    }

    /// Seconds east of UTC.
    let standard: Int
    let daylight: Daylight?

    /// Seconds east of UTC at a Unix time: what the latest change up to it set.
    func offset(at second: Int) -> Int {
        var latest = (second: Int.min, offset: standard)
        // At the same instant the later in the list wins: so a year-round daylight time (`XXX3EDT4,0/0,J365/23`), whose
        // end is the next year's start, never stops.
        visitChanges(around: second) { change, offset in
            if change <= second, change >= latest.second { latest = (change, offset) }
        }
        return latest.offset
    }

    /// The first change after a Unix time.
    func nextTransition(after second: Int) -> Int? {
        var next: Int?
        visitChanges(around: second) { change, _ in
            if change > second, change < next ?? .max { next = change }
        }
        return next
    }

    /// Two years either way, because a change can leave its year by eight days; with what it sets the offset to.
    private func visitChanges(around second: Int, _ visit: (_ second: Int, _ offset: Int) -> Void) {
        guard let daylight else { return }
        let year = CivilTime(secondsSinceEpoch: second).date.year
        for year in year - 2...year + 2 {
            visit(daylight.start.civilSeconds(in: year) - standard, daylight.offset)
            visit(daylight.end.civilSeconds(in: year) - daylight.offset, standard)
        }
    }
}
