/// Reads a POSIX `TZ` string: `CET-1CEST,M3.5.0,M10.5.0/3`, `<+03>-3`.
///
/// Hours of a change may run from -167 to 167, as TZif version 3 has them, whatever the version of the file.
struct PosixZoneScanner {
    private var rest: ArraySlice<UInt8>

    /// Nil for anything else, also for the empty string.
    static func footer(_ text: ArraySlice<UInt8>) -> ZoneFooter? {
        var scanner = PosixZoneScanner(rest: text)
        guard scanner.skipName(), let standard = scanner.time(hours: 24) else { return nil }
        if scanner.rest.isEmpty { return ZoneFooter(standard: -standard, daylight: nil) }
        guard scanner.skipName() else { return nil }
        var daylight = standard - 3600
        if scanner.rest.first != UInt8(ascii: ",") {
            guard let given = scanner.time(hours: 24) else { return nil }
            daylight = given
        }
        guard scanner.skip(","), let start = scanner.rule(), scanner.skip(","), let end = scanner.rule(),
            scanner.rest.isEmpty
        else { return nil }
        // POSIX counts westwards.
        return ZoneFooter(standard: -standard, daylight: .init(offset: -daylight, start: start, end: end))
    }

    /// Three letters or more, or between angle brackets also digits and signs.
    private mutating func skipName() -> Bool {
        if skip("<") {
            let name = rest.prefix { Self.isLetter($0) || Self.isDigit($0) || "+-".utf8.contains($0) }
            rest = rest[name.endIndex...]
            return name.count >= 3 && skip(">")
        }
        let name = rest.prefix(while: Self.isLetter)
        rest = rest[name.endIndex...]
        return name.count >= 3
    }

    /// `[+-]h[h][h][:mm[:ss]]`, in seconds; the sign counts for all of it.
    private mutating func time(hours limit: Int) -> Int? {
        let sign = skip("-") ? -1 : 1
        if sign == 1 { _ = skip("+") }
        guard let hours = number(0...limit, digits: 3) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] {
            guard skip(":") else { break }
            guard let value = number(0...59, digits: 2) else { return nil }
            seconds += value * unit
        }
        return sign * seconds
    }

    private mutating func rule() -> YearlyRule? {
        guard let day = day() else { return nil }
        guard skip("/") else { return YearlyRule(day: day, secondsIntoDay: 7200) }
        return time(hours: 167).map { YearlyRule(day: day, secondsIntoDay: $0) }
    }

    private mutating func day() -> YearlyRule.Day? {
        if skip("J") { return number(1...365, digits: 3).map { .julian($0) } }
        guard skip("M") else { return number(0...365, digits: 3).map { .zeroBased($0) } }
        guard let month = number(1...12, digits: 2), skip("."), let week = number(1...5, digits: 1), skip("."),
            let weekday = number(0...6, digits: 1)
        else { return nil }
        return .weekday(weekday, week: week, month: month)
    }

    private mutating func number(_ range: ClosedRange<Int>, digits: Int) -> Int? {
        let field = rest.prefix(digits).prefix(while: Self.isDigit)
        let value = field.reduce(0) { $0 * 10 + Int($1 - 48) }
        guard !field.isEmpty, range.contains(value) else { return nil }
        rest = rest[field.endIndex...]
        return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
