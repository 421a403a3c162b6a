/// When a container's use is read: at once when it changes, then every second; a new run is first read after one.
///
/// Readings nobody needs to look at are not taken one by one: nothing has changed between them.
struct SimulatedReadings {
    private static let period = Check.metricPeriod.milliseconds * 1000

    /// Since when they follow each other without a gap.
    private(set) var first: Timestamp
    /// The first reading that has one before it in the same run.
    private var ratesFrom: Timestamp

    /// Of a container that runs already.
    init(since now: Timestamp) { (first, ratesFrom) = (now, now) }

    mutating func beginRun(at now: Timestamp) {
        first = now + Check.metricPeriod
        ratesFrom = first + Check.metricPeriod
    }

    /// After a pause, or when the host answers again.
    mutating func resume(at now: Timestamp) {
        first = max(first, now)
        ratesFrom = max(ratesFrom, first + Check.metricPeriod)
    }

    mutating func readAtOnce(_ now: Timestamp) { first = max(first, now) }

    /// The last reading until then; nil before the first of the run.
    func last(at now: Timestamp) -> Timestamp? {
        now < first ? nil : Timestamp(microseconds: first.microseconds + steps(to: now) * Self.period)
    }

    func hasRates(_ reading: Timestamp) -> Bool { reading >= ratesFrom }

    func next(after now: Timestamp) -> Timestamp { last(at: now).map { $0 + Check.metricPeriod } ?? first }

    /// The next reading that brings more than a later time; nil when there is none.
    func nextNews(after now: Timestamp, wantsRates: Bool) -> Timestamp? {
        guard let last = last(at: now) else { return first }
        guard wantsRates, last < ratesFrom else { return nil }
        return reading(notBefore: ratesFrom)
    }

    /// The reading at which a divergence will have lasted until `due`.
    func reading(at due: Timestamp, after now: Timestamp) -> Timestamp {
        max(next(after: now), reading(notBefore: due))
    }

    private func reading(notBefore instant: Timestamp) -> Timestamp {
        guard instant > first else { return first }
        let steps = steps(to: Timestamp(microseconds: instant.microseconds + Self.period - 1))
        return Timestamp(microseconds: first.microseconds + steps * Self.period)
    }

    private func steps(to instant: Timestamp) -> Int64 { (instant.microseconds - first.microseconds) / Self.period }
}
