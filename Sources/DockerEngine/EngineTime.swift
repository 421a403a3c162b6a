/// Times as the Engine API takes them in queries.
enum EngineTime {
    /// Seconds since 1970 with nine fraction digits, never negative: `1795359638.993437130`.
    static func seconds(fromNanoseconds time: Int64) -> String {
        let (seconds, nanoseconds) = max(time, 0).quotientAndRemainder(dividingBy: 1_000_000_000)
        let fraction = String(nanoseconds)
        return "\(seconds).\(String(repeating: "0", count: 9 - fraction.count))\(fraction)"
    }
}
