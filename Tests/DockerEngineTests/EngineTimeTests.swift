import Testing

@testable import DockerEngine

@Suite struct EngineTimeTests {
    @Test(
        "RFC 3339 in nanoseconds",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000000001Z", 1),
            ("1970-01-01T00:00:01.5Z", 1_500_000_000), ("1970-01-01T01:00:00.25+01:00", 250_000_000),
            ("2026-11-22T18:06:16.798280432Z", 1_795_370_776_798_280_432),
            ("2026-11-22T18:06:16.7982804329999Z", 1_795_370_776_798_280_432),
            ("2262-04-11T23:47:16.854775807Z", .max), ("2262-04-11T23:47:16.854775808Z", nil),
            ("9999-12-31T23:59:59Z", nil), ("1969-12-31T23:59:59Z", nil), ("0001-01-01T00:00:00Z", nil),
            ("", nil), (".", nil), ("2026-11-22T18:06:16.Z", nil), ("2026-11-22T18:06:16", nil), ("now", nil),
            ("2026-11-22T18:06:16.1.2Z", nil), ("2026-11-22T18:06:16.7982804320000000000000000000Z", nil),
        ] as [(String, Int64?)]
    )
    func nanoseconds(text: String, time: Int64?) {
        #expect(EngineTime.nanoseconds(rfc3339: Array(text.utf8)) == time)
    }

    @Test("a line is its time and the rest")
    func split() {
        func parts(_ line: String) -> (Int64?, String) {
            let (time, text) = EngineTime.split(Array("xx\(line)".utf8)[2...])
            return (time, String(decoding: text, as: UTF8.self))
        }
        #expect(parts("1970-01-01T00:00:01Z a b") == (1_000_000_000, "a b"))
        #expect(parts("1970-01-01T00:00:01Z  a") == (1_000_000_000, " a"))
        #expect(parts("1970-01-01T00:00:01Z") == (1_000_000_000, ""))
        #expect(parts("1970-01-01T00:00:01Z\r") == (1_000_000_000, "\r"))
        #expect(parts("a 1970-01-01T00:00:01Z") == (nil, "a 1970-01-01T00:00:01Z"))
        #expect(parts("") == (nil, ""))
    }
}
