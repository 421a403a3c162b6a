// Zones and schedules think in whole seconds; a year no `Timestamp` reaches becomes the last (or first) instant there is.
extension Timestamp {
    /// Clamped to what microseconds can say, some 292 000 years either way.
    init(unixSeconds seconds: Int) {
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since the epoch, rounded down.
    var unixSeconds: Int { Int(microseconds).floorDivided(by: 1_000_000) }

    /// Clamped, unlike `+`.
    func clamped(adding span: PolicyDuration) -> Timestamp {
        let (micros, tooLong) = span.milliseconds.multipliedReportingOverflow(by: 1000)
        let (sum, overflow) = microseconds.addingReportingOverflow(micros)
        return Timestamp(microseconds: tooLong || overflow ? (span.milliseconds < 0 ? .min : .max) : sum)
    }
}
