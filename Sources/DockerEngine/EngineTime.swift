import HemoStatCore

/// Times as the Engine API takes them in queries, and puts them before a log's lines.
enum EngineTime {
    /// Bytes of the longest text of a time: nine fraction digits and a numeric offset.
    static let longestText = 35
    private static let perSecond: Int64 = 1_000_000_000

    /// Seconds since 1970 with nine fraction digits, never negative: `1795359638.993437130`.
    static func seconds(fromNanoseconds time: Int64) -> String {
        let (seconds, nanoseconds) = max(time, 0).quotientAndRemainder(dividingBy: perSecond)
        let fraction = String(nanoseconds)
        return "\(seconds).\(String(repeating: "0", count: 9 - fraction.count))\(fraction)"
    }

    /// Nanoseconds since 1970 of an RFC 3339 text with any number of fraction digits; nil for anything else, for times
    /// before 1970, and for those beyond the year 2262.
    static func nanoseconds(rfc3339 text: some Collection<UInt8>) -> Int64? {
        guard text.count <= longestText else { return nil }
        let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.endIndex
        let digits = text[point...].dropFirst().prefix { (0x30...0x39).contains($0) }
        let offset = text[point...].dropFirst(digits.count + 1)
        guard point == text.endIndex || !digits.isEmpty, offset.first != UInt8(ascii: ".") else { return nil }
        let whole = Array(text[..<point]) + offset
        guard let second = Timestamp(rfc3339: String(decoding: whole, as: UTF8.self)) else { return nil }
        var fraction = digits.prefix(9).reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
        for _ in digits.prefix(9).count..<9 { fraction *= 10 }
        let (time, overflow) = (second.microseconds / 1_000_000).multipliedReportingOverflow(by: perSecond)
        let (sum, sumOverflow) = time.addingReportingOverflow(fraction)
        return overflow || sumOverflow ? nil : sum
    }

    /// A log's line as its time and its text, which a blank parts; the whole line and nil when there is no time.
    static func split(_ line: ArraySlice<UInt8>) -> (time: Int64?, text: ArraySlice<UInt8>) {
        let word = line.prefix(longestText + 1).prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
        guard let time = nanoseconds(rfc3339: word) else { return (nil, line) }
        let rest = line[word.endIndex...]
        return (time, rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest)
    }
}
