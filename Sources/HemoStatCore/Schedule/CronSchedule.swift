/// The minutes of the calendar a cron expression names, in no time zone.
///
/// Five fields as in crontab(5): minute, hour, day-of-month, month, day-of-week, each `*`, a value, a range (`1-5`), a
/// range or `*` with a step (`*/15`), or a list of these. Months and weekdays also go by name (`JAN`, `mon`), 7 is Sunday
/// too. Or one of Kubernetes' words: `@hourly`, `@daily` (`@midnight`), `@weekly`, `@monthly`, `@yearly` (`@annually`).
///
/// When both day fields are restricted, that is, neither begins with `*`, a day needs to match only one of them:
/// `0 0 13 * 5` is every 13th and every Friday. Otherwise it must match both, as all other fields.
package struct CronSchedule: Sendable, Equatable, CustomStringConvertible {
    /// As it was written.
    package let text: String
    /// True when no day there ever is matches, as in `0 0 30 2 *`.
    package let neverFires: Bool

    // A bit for each value. None is empty.
    let minutes: UInt64
    let hours: UInt64
    let daysOfMonth: UInt64
    let months: UInt64
    let daysOfWeek: UInt64
    /// One of the two day fields is enough.
    let eitherDay: Bool

    package var description: String { text }

    /// The longest text looked at, in bytes; every minute of the hour listed has 169.
    private static let maximumLength = 1024

    private static let words = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    package init(_ text: String) throws(CronError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw CronError("found a text of \(text.utf8.count) bytes, expected five cron fields")
        }
        let fields = try Self.fields(of: text)
        let minutes = try CronFieldParser(field: .minute).values(fields[0])
        let hours = try CronFieldParser(field: .hour).values(fields[1])
        let daysOfMonth = try CronFieldParser(field: .dayOfMonth).values(fields[2])
        let months = try CronFieldParser(field: .month).values(fields[3])
        let daysOfWeek = try CronFieldParser(field: .dayOfWeek).values(fields[4])
        let eitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
        self.text = text
        self.minutes = minutes
        self.hours = hours
        self.daysOfMonth = daysOfMonth
        self.months = months
        self.daysOfWeek = daysOfWeek
        self.eitherDay = eitherDay
        // Every date, 29 February too, falls on every weekday sooner or later: only the date can be impossible.
        neverFires =
            !eitherDay
            && !(1...12).contains { month in
                let days = (1...CivilDate.length(ofMonth: month, in: 2000)).contains { daysOfMonth >> $0 & 1 == 1 }
                return days && months >> month & 1 == 1
            }
    }

    private static func fields(of text: String) throws(CronError) -> [Substring] {
        let fields = text.split { $0 == " " || $0 == "\t" }
        guard let first = fields.first else { throw CronError("found no text, expected five cron fields") }
        let shown = Diagnostic.quote(String(first))
        if first.hasPrefix("CRON_TZ=") || first.hasPrefix("TZ=") {
            throw CronError("found \(shown), expected five cron fields only; name the zone in timeZone")
        }
        if first.hasPrefix("@") {
            let known = "@hourly, @daily, @weekly, @monthly, @yearly or five cron fields"
            guard fields.count == 1, let meaning = words[first.lowercased()] else {
                throw CronError("found \(Diagnostic.quote(text)), expected \(known)")
            }
            return meaning.split(separator: " ")
        }
        guard fields.count == CronField.allCases.count else {
            let names = "minute, hour, day-of-month, month and day-of-week"
            let hint = fields.count > CronField.allCases.count ? "; there are no seconds and no years" : ""
            let found = "found \(fields.count) field\(fields.count == 1 ? "" : "s") in \(Diagnostic.quote(text))"
            throw CronError("\(found), expected 5: \(names)\(hint)")
        }
        return fields
    }
}
