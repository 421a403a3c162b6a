// The next and the last match of an instant, a month at a time: 29 February costs no more than next Monday.
extension CronSchedule {
    /// After so many months every weekday has met every date: the calendar repeats after 400 years.
    private static let calendarCycle = 400 * 12

    private static let minutesOfDay = 1440

    /// The first minute named that begins after a time, nil only when it never fires.
    package func next(after time: CivilTime) -> CivilTime? {
        let minute = time.secondsSinceEpoch.floorDivided(by: 60) + 1
        let day = minute.floorDivided(by: Self.minutesOfDay)
        if let inDay = minuteOfDay(from: minute - day * Self.minutesOfDay), matchesDay(day) {
            return Self.time(day: day, minute: inDay)
        }
        guard let day = nextDay(from: day + 1), let first = minuteOfDay(from: 0) else { return nil }
        return Self.time(day: day, minute: first)
    }

    /// The last minute named that begins at a time or before it, nil only when it never fires.
    package func previous(atOrBefore time: CivilTime) -> CivilTime? {
        let minute = time.secondsSinceEpoch.floorDivided(by: 60)
        let day = minute.floorDivided(by: Self.minutesOfDay)
        if let inDay = minuteOfDay(upTo: minute - day * Self.minutesOfDay), matchesDay(day) {
            return Self.time(day: day, minute: inDay)
        }
        guard let day = previousDay(from: day - 1) else { return nil }
        return Self.time(day: day, minute: lastMinuteOfDay)
    }

    /// The last minute named on the day of a match.
    func last(onDayOf match: CivilTime) -> CivilTime {
        let day = match.secondsSinceEpoch.floorDivided(by: CivilTime.secondsOfDay)
        return Self.time(day: day, minute: lastMinuteOfDay)
    }

    /// The longest time from one minute named to the next of the same day, in minutes; 0 with one a day.
    var longestGapWithinDay: Int {
        var longest = 0
        var last: Int?
        for hour in hours.places {
            for minute in minutes.places {
                longest = max(longest, hour * 60 + minute - (last ?? hour * 60 + minute))
                last = hour * 60 + minute
            }
        }
        return longest
    }

    private static func time(day: Int, minute: Int) -> CivilTime {
        CivilTime(secondsSinceEpoch: (day * minutesOfDay + minute) * 60)
    }

    // MARK: Within a day

    private var lastMinuteOfDay: Int { hours.highest * 60 + minutes.highest }

    private func minuteOfDay(from first: Int) -> Int? {
        let hour = first / 60
        if hours.contains(hour), let minute = minutes.from(first % 60).lowest { return hour * 60 + minute }
        guard let later = hours.from(hour + 1).lowest, let minute = minutes.lowest else { return nil }
        return later * 60 + minute
    }

    private func minuteOfDay(upTo last: Int) -> Int? {
        let hour = last / 60
        let inHour = minutes.upTo(last % 60)
        if hours.contains(hour), inHour != 0 { return hour * 60 + inHour.highest }
        let earlier = hours.upTo(hour - 1)
        return earlier == 0 ? nil : earlier.highest * 60 + minutes.highest
    }

    // MARK: Days

    private func matchesDay(_ day: Int) -> Bool {
        let date = CivilDate(daysSinceEpoch: day)
        return days(ofMonth: date.month, in: date.year).contains(date.day)
    }

    private func nextDay(from day: Int) -> Int? {
        guard !neverFires else { return nil }
        let date = CivilDate(daysSinceEpoch: day)
        var (year, month, first) = (date.year, date.month, date.day)
        for _ in 0...Self.calendarCycle {
            if let found = days(ofMonth: month, in: year).from(first).lowest {
                return CivilDate(year: year, month: month, day: found).daysSinceEpoch
            }
            (year, month, first) = month == 12 ? (year + 1, 1, 1) : (year, month + 1, 1)
        }
        return nil
    }

    private func previousDay(from day: Int) -> Int? {
        guard !neverFires else { return nil }
        let date = CivilDate(daysSinceEpoch: day)
        var (year, month, last) = (date.year, date.month, date.day)
        for _ in 0...Self.calendarCycle {
            let found = days(ofMonth: month, in: year).upTo(last)
            if found != 0 { return CivilDate(year: year, month: month, day: found.highest).daysSinceEpoch }
            (year, month, last) = month == 1 ? (year - 1, 12, 31) : (year, month - 1, 31)
        }
        return nil
    }

    /// The days of a month that match, bit 1 for the first.
    private func days(ofMonth month: Int, in year: Int) -> UInt64 {
        guard months.contains(month) else { return 0 }
        let first = CivilDate(year: year, month: month, day: 1).weekday
        // The weekdays from the first of the month on, five weeks of them.
        let week = (daysOfWeek | daysOfWeek << 7) >> UInt64(first) & 0x7F
        let byWeekday = (week * 0x1020_4081) << 1
        let matching = eitherDay ? daysOfMonth | byWeekday : daysOfMonth & byWeekday
        return matching.from(1).upTo(CivilDate.length(ofMonth: month, in: year))
    }
}

/// A set of small numbers, a bit each.
extension UInt64 {
    fileprivate func contains(_ place: Int) -> Bool { self >> place & 1 == 1 }

    /// Without what is below a place.
    fileprivate func from(_ place: Int) -> UInt64 { (self >> place) << place }

    /// Without what is above a place; nothing is left of it below zero.
    fileprivate func upTo(_ place: Int) -> UInt64 { place < 0 ? 0 : (self << (63 - place)) >> (63 - place) }

    fileprivate var lowest: Int? { self == 0 ? nil : trailingZeroBitCount }

    /// Of a set that is not empty.
    fileprivate var highest: Int { 63 - leadingZeroBitCount }

    fileprivate var places: [Int] { (0..<64).filter(contains) }
}
