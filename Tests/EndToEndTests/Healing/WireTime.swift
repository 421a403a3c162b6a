import Glibc

/// A moment as HemoStat writes it: `2025-11-03T10:30:45.123456+00:00`, always six digits, always UTC.
struct WireTime: Comparable {
    private let microseconds: Int64

    /// Nil when the text has any other form.
    init?(_ text: String?) {
        guard let match = text?.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{6})\+00:00/) else {
            return nil
        }
        let numbers = [match.1, match.2, match.3, match.4, match.5, match.6].compactMap { Int32($0) }
        guard numbers.count == 6, let fraction = Int64(match.7) else { return nil }
        var fields = tm()
        (fields.tm_year, fields.tm_mon, fields.tm_mday) = (numbers[0] - 1900, numbers[1] - 1, numbers[2])
        (fields.tm_hour, fields.tm_min, fields.tm_sec) = (numbers[3], numbers[4], numbers[5])
        microseconds = Int64(timegm(&fields)) * 1_000_000 + fraction
    }

    static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    static func - (later: Self, earlier: Self) -> Duration { .microseconds(later.microseconds - earlier.microseconds) }
}
