import Testing

@testable import HemoStatCore

@Suite("Timestamp")
struct TimestampTests {
    /// From Python's `datetime`.
    static let known: [(String, Int64)] = [
        ("1970-01-01T00:00:00", 0), ("1999-12-31T23:59:59", 946_684_799), ("2000-02-29T12:00:00", 951_825_600),
        ("2000-03-01T00:00:00", 951_868_800), ("2024-02-29T23:59:59", 1_709_251_199),
        ("2025-11-03T10:30:45", 1_762_165_845), ("2038-01-19T03:14:08", 2_147_483_648),
        ("2100-02-28T23:59:59", 4_107_542_399), ("2100-03-01T00:00:00", 4_107_542_400),
        ("9999-12-31T23:59:59", 253_402_300_799),
    ]

    @Test("parses and prints known instants", arguments: known)
    func parsesAndPrints(text: String, seconds: Int64) {
        let value = Timestamp(microseconds: seconds * 1_000_000)
        #expect(Timestamp(rfc3339: text + "Z") == value)
        #expect(value.description == text + ".000000+00:00")
    }

    @Test(
        "reads offsets, letters and any number of fraction digits",
        arguments: [
            ("2025-11-03T10:30:45.123456+00:00", 123_456), ("2025-11-03T12:30:45.123456789+02:00", 123_456),
            ("2025-11-03T05:00:45.1-05:30", 100_000), ("2025-11-03t10:30:45.000001z", 1),
            ("2025-11-03 10:30:45Z", 0), ("2025-11-04T10:15:45+23:45", 0),
        ] as [(String, Int64)]
    )
    func spellings(text: String, micros: Int64) {
        #expect(Timestamp(rfc3339: text) == Timestamp(microseconds: 1_762_165_845_000_000 + micros))
    }

    @Test(
        "refuses what is no RFC 3339 instant, and Docker's word for never",
        arguments: [
            "", "2025-11-03", "2025-11-03T10:30:45", "2025-11-03T10:30:45.Z", "2025-11-03T10:30:45Z ",
            "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z", "2025-11-31T00:00:00Z", "2025-02-29T00:00:00Z",
            "2100-02-29T00:00:00Z", "2025-11-03T24:00:00Z", "2025-11-03T10:60:00Z", "2025-11-03T10:30:61Z",
            "2025-11-03T10:30:45+24:00", "2025-11-03T10:30:45+0200", "+025-11-03T10:30:45Z", "2025-11-0٣T10:30:45Z",
            "0001-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "yesterday",
        ]
    )
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("what is printed parses back, over four centuries")
    func roundTrip() {
        for day in stride(from: Int64(0), to: 160_000, by: 17) {
            let value = Timestamp(microseconds: day * 86_400_000_000 + (day * 7_919_777) % 86_400_000_000)
            #expect(Timestamp(rfc3339: value.description) == value)
        }
    }

    @Test("prints instants before the epoch")
    func beforeEpoch() {
        #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999+00:00")
        #expect(Timestamp(microseconds: -86_400_000_000).description == "1969-12-31T00:00:00.000000+00:00")
    }

    @Test("arithmetic is exact and never negative")
    func arithmetic() {
        #expect(Given.at(1) + .seconds(2) == Given.at(3))
        #expect(Given.at(1) - .minutes(1) == Given.at(-59))
        #expect(Given.at(1.5).elapsed(since: Given.at(0)) == PolicyDuration(milliseconds: 1500))
        #expect(Given.at(0).elapsed(since: Given.at(1)) == .zero)
        #expect(Given.at(0).remaining(until: Given.at(0.25)) == .milliseconds(250))
        #expect(Given.at(1).remaining(until: Given.at(0)) == .zero)
    }
}
