/// The moment of every year at which a zone's clocks change, as POSIX `TZ` strings write it.
struct YearlyRule: Sendable, Equatable {
    enum Day: Sendable, Equatable {
        /// `Jn`: 1 to 365; 29 February is never counted.
        case julian(Int)
        /// `n`: 0 to 365; 29 February is counted.
        case zeroBased(Int)
        /// `Mm.w.d`: the w-th (5: last) weekday (0: Sunday) of a month.
        case weekday(Int, week: Int, month: Int)
    }

    let day: Day
    /// From midnight by the clock that is about to change: -167 h to 167 h (RFC 9636, section 3.3.2).
    let secondsIntoDay: Int

    /// What the clock shows when it is changed, in seconds since its 1970-01-01 00:00:00.
    func civilSeconds(in year: Int) -> Int { daysSinceEpoch(in: year) * CivilTime.secondsOfDay + secondsIntoDay }

    private func daysSinceEpoch(in year: Int) -> Int {
        let newYear = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
        switch day {
        case .julian(let number): return newYear + number - 1 + (number >= 60 && CivilDate.isLeap(year) ? 1 : 0)
        case .zeroBased(let number): return newYear + number
        case .weekday(let weekday, let week, let month):
            let first = CivilDate(year: year, month: month, day: 1).daysSinceEpoch
            let offset = (weekday - (first + 4)).floorRemainder(by: 7) + (week - 1) * 7
            return first + (offset < CivilDate.length(ofMonth: month, in: year) ? offset : offset - 7)
        }
    }
}
