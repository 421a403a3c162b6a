/// The store's wall clock, carried on by our monotonic clock from the last grant; it never steps back.
///
/// The grant's time is taken for the time its answer arrived, so this lags behind the store by at most one round trip.
struct SharedTime: Sendable {
    private var anchor: (time: Int64, at: Duration)?
    private var floor = Int64.min

    /// Notes that the store said `time` (microseconds since 1970), received at `now`.
    mutating func set(_ time: Int64, now: Duration) {
        floor = read(now: now) ?? .min
        anchor = (time, now)
    }

    /// Microseconds since 1970; nil before the first grant.
    func read(now: Duration) -> Int64? {
        guard let anchor else { return nil }
        let elapsed = Int64((now - anchor.at) / .microseconds(1))
        return max(floor, anchor.time &+ elapsed)
    }
}
