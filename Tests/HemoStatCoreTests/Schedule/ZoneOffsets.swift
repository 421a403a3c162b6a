import Testing

@testable import HemoStatCore

/// What the clocks of some zones do in some years, as Python's `zoneinfo` has it (tzdata 2025b).
///
/// A zone's name and footer; then a line for each year: the offset at its start and each change, in UTC.
struct ZoneOffsets: Sendable, CustomTestStringConvertible {
    let zone: String
    let footer: String
    var years: [Year] = []

    struct Year: Sendable {
        let year: Int
        /// The first is the start of the year.
        var changes: [(at: Timestamp, offset: Int)]
        let end: Timestamp
    }

    var testDescription: String { zone }

    /// Zones whose file must say so too.
    static let files = parse(
        """
        Europe/Berlin CET-1CEST,M3.5.0,M10.5.0/3
          1893 +00:53:28 | 03-31T23:06:32Z +01:00
          1985 +01:00 | 03-31T01:00:00Z +02:00 | 09-29T01:00:00Z +01:00
          2026 +01:00 | 03-29T01:00:00Z +02:00 | 10-25T01:00:00Z +01:00
          2037 +01:00 | 03-29T01:00:00Z +02:00 | 10-25T01:00:00Z +01:00
          2038 +01:00 | 03-28T01:00:00Z +02:00 | 10-31T01:00:00Z +01:00
          2100 +01:00 | 03-28T01:00:00Z +02:00 | 10-31T01:00:00Z +01:00
        Europe/Dublin IST-1GMT0,M10.5.0,M3.5.0/1
          1985 +00:00 | 03-31T01:00:00Z +01:00 | 10-27T01:00:00Z +00:00
          2026 +00:00 | 03-29T01:00:00Z +01:00 | 10-25T01:00:00Z +00:00
          2037 +00:00 | 03-29T01:00:00Z +01:00 | 10-25T01:00:00Z +00:00
          2038 +00:00 | 03-28T01:00:00Z +01:00 | 10-31T01:00:00Z +00:00
          2100 +00:00 | 03-28T01:00:00Z +01:00 | 10-31T01:00:00Z +00:00
        America/New_York EST5EDT,M3.2.0,M11.1.0
          1985 -05:00 | 04-28T07:00:00Z -04:00 | 10-27T06:00:00Z -05:00
          2026 -05:00 | 03-08T07:00:00Z -04:00 | 11-01T06:00:00Z -05:00
          2037 -05:00 | 03-08T07:00:00Z -04:00 | 11-01T06:00:00Z -05:00
          2038 -05:00 | 03-14T07:00:00Z -04:00 | 11-07T06:00:00Z -05:00
          2100 -05:00 | 03-14T07:00:00Z -04:00 | 11-07T06:00:00Z -05:00
        America/St_Johns NST3:30NDT,M3.2.0,M11.1.0
          2011 -03:30 | 03-13T03:31:00Z -02:30 | 11-06T04:30:00Z -03:30
          2026 -03:30 | 03-08T05:30:00Z -02:30 | 11-01T04:30:00Z -03:30
          2037 -03:30 | 03-08T05:30:00Z -02:30 | 11-01T04:30:00Z -03:30
          2038 -03:30 | 03-14T05:30:00Z -02:30 | 11-07T04:30:00Z -03:30
          2100 -03:30 | 03-14T05:30:00Z -02:30 | 11-07T04:30:00Z -03:30
        Asia/Kolkata IST-5:30
          1985 +05:30
          2026 +05:30
          2100 +05:30
        Asia/Kathmandu <+0545>-5:45
          1985 +05:30 | 12-31T18:30:00Z +05:45
          2026 +05:45
          2100 +05:45
        Australia/Lord_Howe <+1030>-10:30<+11>-11,M10.1.0,M4.1.0
          1985 +11:30 | 03-02T14:30:00Z +10:30 | 10-26T15:30:00Z +11:00
          2026 +11:00 | 04-04T15:00:00Z +10:30 | 10-03T15:30:00Z +11:00
          2037 +11:00 | 04-04T15:00:00Z +10:30 | 10-03T15:30:00Z +11:00
          2038 +11:00 | 04-03T15:00:00Z +10:30 | 10-02T15:30:00Z +11:00
          2100 +11:00 | 04-03T15:00:00Z +10:30 | 10-02T15:30:00Z +11:00
        Australia/Sydney AEST-10AEDT,M10.1.0,M4.1.0/3
          1985 +11:00 | 03-02T16:00:00Z +10:00 | 10-26T16:00:00Z +11:00
          2026 +11:00 | 04-04T16:00:00Z +10:00 | 10-03T16:00:00Z +11:00
          2037 +11:00 | 04-04T16:00:00Z +10:00 | 10-03T16:00:00Z +11:00
          2038 +11:00 | 04-03T16:00:00Z +10:00 | 10-02T16:00:00Z +11:00
          2100 +11:00 | 04-03T16:00:00Z +10:00 | 10-02T16:00:00Z +11:00
        Pacific/Chatham <+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45
          1985 +13:45 | 03-02T14:00:00Z +12:45 | 10-26T14:00:00Z +13:45
          2026 +13:45 | 04-04T14:00:00Z +12:45 | 09-26T14:00:00Z +13:45
          2037 +13:45 | 04-04T14:00:00Z +12:45 | 09-26T14:00:00Z +13:45
          2038 +13:45 | 04-03T14:00:00Z +12:45 | 09-25T14:00:00Z +13:45
          2100 +13:45 | 04-03T14:00:00Z +12:45 | 09-25T14:00:00Z +13:45
        Pacific/Apia <+13>-13
          2011 -10:00 | 04-02T14:00:00Z -11:00 | 09-24T14:00:00Z -10:00 | 12-30T10:00:00Z +14:00
          2026 +13:00
          2100 +13:00
        Antarctica/Troll <+00>0<+02>-2,M3.5.0/1,M10.5.0/3
          2011 +00:00 | 03-27T01:00:00Z +02:00 | 10-30T01:00:00Z +00:00
          2026 +00:00 | 03-29T01:00:00Z +02:00 | 10-25T01:00:00Z +00:00
          2037 +00:00 | 03-29T01:00:00Z +02:00 | 10-25T01:00:00Z +00:00
          2038 +00:00 | 03-28T01:00:00Z +02:00 | 10-31T01:00:00Z +00:00
          2100 +00:00 | 03-28T01:00:00Z +02:00 | 10-31T01:00:00Z +00:00
        Asia/Tehran <+0330>-3:30
          2011 +03:30 | 03-21T20:30:00Z +04:30 | 09-21T19:30:00Z +03:30
          2026 +03:30
          2100 +03:30
        """
    )

    /// Zones whose government changes its mind more often: only what the footer says counts.
    static let footers = parse(
        """
        America/Santiago <-04>4<-03>,M9.1.6/24,M4.1.6/24
          1985 -03:00 | 03-10T03:00:00Z -04:00 | 10-13T04:00:00Z -03:00
          2026 -03:00 | 04-05T03:00:00Z -04:00 | 09-06T04:00:00Z -03:00
          2037 -03:00 | 04-05T03:00:00Z -04:00 | 09-06T04:00:00Z -03:00
          2038 -03:00 | 04-04T03:00:00Z -04:00 | 09-05T04:00:00Z -03:00
          2100 -03:00 | 04-04T03:00:00Z -04:00 | 09-05T04:00:00Z -03:00
        Africa/Cairo EET-2EEST,M4.5.5/0,M10.5.4/24
          2011 +02:00
          2026 +02:00 | 04-23T22:00:00Z +03:00 | 10-29T21:00:00Z +02:00
          2037 +02:00 | 04-23T22:00:00Z +03:00 | 10-29T21:00:00Z +02:00
          2038 +02:00 | 04-29T22:00:00Z +03:00 | 10-28T21:00:00Z +02:00
          2100 +02:00 | 04-29T22:00:00Z +03:00 | 10-28T21:00:00Z +02:00
        """
    )

    private static func parse(_ text: String) -> [ZoneOffsets] {
        var zones: [ZoneOffsets] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("  ") {
                guard let year = year(line) else { preconditionFailure("\(line)") }
                zones[zones.count - 1].years.append(year)
            } else {
                let parts = line.split(separator: " ").map(String.init)
                zones.append(ZoneOffsets(zone: parts[0], footer: parts[1]))
            }
        }
        return zones
    }

    private static func year(_ line: Substring) -> Year? {
        let fields = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        guard let number = Int(fields[0][0]), let start = Timestamp(utc: "\(number)-01-01 00:00"),
            let end = Timestamp(utc: "\(number + 1)-01-01 00:00"), let first = offset(fields[0][1])
        else { return nil }
        var changes = [(start, first)]
        for field in fields.dropFirst() {
            let text = field[0].dropLast().split(separator: "T").joined(separator: " ")
            guard let at = Timestamp(utc: "\(number)-\(text)"), let offset = offset(field[1]) else { return nil }
            changes.append((at, offset))
        }
        return Year(year: number, changes: changes, end: end)
    }

    /// `+05:30`, `+00:53:28`.
    private static func offset(_ text: String) -> Int? {
        let parts = text.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count >= 2 else { return nil }
        let seconds = parts[0] * 3600 + parts[1] * 60 + (parts.count > 2 ? parts[2] : 0)
        return text.hasPrefix("-") ? -seconds : seconds
    }
}
