/// What a clock on the wall shows: a date and a time of day, to the second, in no time zone.
package struct CivilTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    static let secondsOfDay = 86_400

    /// Seconds the clock has advanced since it showed 1970-01-01 00:00:00.
    package let secondsSinceEpoch: Int

    package init(secondsSinceEpoch: Int) { self.secondsSinceEpoch = secondsSinceEpoch }

    package init(_ date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        secondsSinceEpoch = date.daysSinceEpoch * Self.secondsOfDay + hour * 3600 + minute * 60 + second
    }

    package static func < (left: Self, right: Self) -> Bool { left.secondsSinceEpoch < right.secondsSinceEpoch }

    package var date: CivilDate { CivilDate(daysSinceEpoch: secondsSinceEpoch.floorDivided(by: Self.secondsOfDay)) }

    /// `2026-03-29 02:30:00`.
    package var description: String {
        let date = date
        let second = secondsSinceEpoch.floorRemainder(by: Self.secondsOfDay)
        let day = "\(Self.padded(date.year, to: 4))-\(Self.padded(date.month))-\(Self.padded(date.day))"
        return "\(day) \([second / 3600, second / 60 % 60, second % 60].map { Self.padded($0) }.joined(separator: ":"))"
    }

    private static func padded(_ value: Int, to width: Int = 2) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
