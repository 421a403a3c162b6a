import Testing

@testable import HemoStatCore

@Suite struct CronScheduleTests {
    @Test(
        "spellings that mean the same",
        arguments: [
            ("* * * * *", "0-59 0-23 1-31 1-12 0-6"), ("*/15 * * * *", "0,15,30,45 * * * *"),
            ("0 0 * * 7", "0 0 * * SUN"), ("0 0 * * 0-7", "0 0 * * sun-sat"), ("0 0 * * FRI-SUN", "0 0 * * 0,5,6"),
            ("0 0 * * 7-2", "0 0 * * 0-2"), ("0 0 * * 5-7", "0 0 * * fri-sun"), ("0 0 1 jan-Mar *", "0 0 1 1,2,3 *"),
            ("  05\t08 01 01 *  ", "5 8 1 1 *"), ("10-20/5 * * * *", "10,15,20 * * * *"), ("*/60 * * * *", "0 * * * *"),
            ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * 0"),
            ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), (" @Daily ", "@daily"),
        ]
    )
    func spellings(text: String, same: String) throws {
        let left = try CronSchedule(text)
        let right = try CronSchedule(same)
        #expect(left.minutes == right.minutes)
        #expect(left.hours == right.hours)
        #expect(left.daysOfMonth == right.daysOfMonth)
        #expect(left.months == right.months)
        #expect(left.daysOfWeek == right.daysOfWeek)
        #expect(left.description == text)
    }

    static let five = "expected 5: minute, hour, day-of-month, month and day-of-week"

    @Test(
        "says what is wrong and where",
        arguments: [
            ("", "found no text, expected five cron fields"),
            (" ", "found no text, expected five cron fields"),
            ("5", "found 1 field in \"5\", \(five)"),
            ("0 9 * *", "found 4 fields in \"0 9 * *\", \(five)"),
            ("0 0 9 * * 1", "found 6 fields in \"0 0 9 * * 1\", \(five); there are no seconds and no years"),
            ("60 * * * *", "minute: found \"60\", expected 0-59"),
            ("-1 * * * *", "minute: found \"-1\", expected 0-59"),
            ("+1 * * * *", "minute: found \"+1\", expected 0-59"),
            ("0 24 * * *", "hour: found \"24\", expected 0-23"),
            ("0 9.5 * * *", "hour: found \"9.5\", expected 0-23"),
            ("0 0 0 * *", "day-of-month: found \"0\", expected 1-31"),
            ("0 0 32 * *", "day-of-month: found \"32\", expected 1-31"),
            ("0 0 L * *", "day-of-month: found \"L\", expected 1-31"),
            ("0 0 ? * *", "day-of-month: found \"?\", expected 1-31; write * for any"),
            ("0 0 * 13 *", "month: found \"13\", expected 1-12 or JAN-DEC"),
            ("0 0 * JNA *", "month: found \"JNA\", expected 1-12 or JAN-DEC; did you mean JAN?"),
            ("0 0 * * 8", "day-of-week: found \"8\", expected 0-7 or SUN-SAT"),
            ("0 0 * * Monday", "day-of-week: found \"Monday\", expected 0-7 or SUN-SAT; did you mean MON?"),
            ("0 0 * * 5#2", "day-of-week: found \"5#2\", expected 0-7 or SUN-SAT"),
            ("0 0 * * ſun", "day-of-week: found \"ſun\", expected 0-7 or SUN-SAT; did you mean SUN?"),
            ("0 22-6 * * *", "hour: found \"22-6\", a range that runs backwards; write 22-23,0-6"),
            ("0 0 * NOV-FEB *", "month: found \"NOV-FEB\", a range that runs backwards; write 11-12,1-2"),
            ("0 0 * * 5-1", "day-of-week: found \"5-1\", a range that runs backwards; write 5-6,0-1"),
            ("1-2-3 * * * *", "minute: found \"1-2-3\", expected 0-59"),
            ("1- * * * *", "minute: found \"1-\", expected 0-59"),
            ("1,,2 * * * *", "minute: found \"1,,2\", expected a value on each side of a comma"),
            ("1, * * * *", "minute: found \"1,\", expected a value on each side of a comma"),
            ("*/0 * * * *", "minute: found \"*/0\", expected a step from 1 to 60"),
            ("*/90 * * * *", "minute: found \"*/90\", expected a step from 1 to 60"),
            ("* */25 * * *", "hour: found \"*/25\", expected a step from 1 to 24"),
            ("* * * * */8", "day-of-week: found \"*/8\", expected a step from 1 to 7"),
            ("*/ * * * *", "minute: found \"*/\", expected a step from 1 to 60"),
            ("*/2/3 * * * *", "minute: found \"*/2/3\", expected a step from 1 to 60"),
            ("5/15 * * * *", "minute: found \"5/15\", expected a range before the step; write 5-59/15"),
            ("** * * * *", "minute: found \"**\", expected 0-59"),
            ("٣ * * * *", "minute: found \"٣\", expected 0-59"),
            ("99999999999999999999 * * * *", "minute: found \"99999999999999999999\", expected 0-59"),
            ("0 0 * * *\n", "day-of-week: found \"*\\n\", expected 0-7 or SUN-SAT"),
            (
                "CRON_TZ=Europe/Berlin 0 9 * * *",
                "found \"CRON_TZ=Europe/Berlin\", expected five cron fields only; name the zone in timeZone"
            ),
            ("TZ=UTC 0 9 * * *", "found \"TZ=UTC\", expected five cron fields only; name the zone in timeZone"),
            (
                "@reboot", "found \"@reboot\", expected @hourly, @daily, @weekly, @monthly, @yearly or five cron fields"
            ),
            (
                "@every 1h",
                "found \"@every 1h\", expected @hourly, @daily, @weekly, @monthly, @yearly or five cron fields"
            ),
        ]
    )
    func refused(text: String, message: String) {
        let error = #expect(throws: CronError.self) { try CronSchedule(text) }
        #expect(error?.description == message)
    }

    @Test("a text without end is not read")
    func huge() {
        let error = #expect(throws: CronError.self) { try CronSchedule(String(repeating: "1,", count: 5000)) }
        #expect(error?.description == "found a text of 10000 bytes, expected five cron fields")
    }

    @Test(
        "knows what never comes",
        arguments: [
            ("0 0 30 2 *", true), ("0 0 31 2,4,6,9,11 *", true), ("0 0 30-31 feb */2", true), ("0 0 29 2 *", false),
            ("0 0 31 * *", false), ("0 0 31 4,5 *", false), ("0 0 30 2 1", false), ("0 0 29 2 */7", false),
            ("* * * * *", false),
        ]
    )
    func neverFires(text: String, never: Bool) throws {
        let schedule = try CronSchedule(text)
        #expect(schedule.neverFires == never)
        let now = try #require(CivilTime("2026-01-01 00:00"))
        #expect((schedule.next(after: now) == nil) == never)
        #expect((schedule.previous(atOrBefore: now) == nil) == never)
    }
}
