/// The arithmetic of ``SharedClock``: server time carried forward on a monotonic clock.
///
/// All values are microseconds.
///
/// Time never goes backwards. When the server's time turns out to be behind what was already shown (another server,
/// a corrected clock), the clock does not stand still until the server has caught up, which would stop every
/// cooldown; it goes at half speed meanwhile.
struct SharedClockState: Equatable {
    private var anchorMonotonic: Int64
    private var anchorTime: Int64
    /// How far the shown time was ahead of the server's at the anchor.
    private var ahead: Int64 = 0
    private(set) var isSynchronised = false

    /// Begins with the system's time, until the first synchronisation.
    init(monotonic: Int64, systemTime: Int64) {
        anchorMonotonic = monotonic
        anchorTime = systemTime
    }

    func time(at monotonic: Int64) -> Int64 {
        let elapsed = max(0, monotonic - anchorMonotonic)
        return anchorTime + elapsed - min(ahead, elapsed / 2)
    }

    /// Takes the server's time.
    ///
    /// - Parameters:
    ///   - serverTime: What the server answered.
    ///   - sent: When it was asked.
    ///   - received: When the answer came; the server's time is taken for the middle of both.
    ///   - monotonic: Now, not before any moment that ``time(at:)`` was asked for.
    mutating func synchronise(serverTime: Int64, sent: Int64, received: Int64, at monotonic: Int64) {
        let shown = time(at: monotonic)
        let server = serverTime + max(0, received - sent) / 2 + max(0, monotonic - received)
        anchorMonotonic = monotonic
        // The first synchronisation may step back: a wrong system clock must not be carried on.
        anchorTime = isSynchronised ? max(shown, server) : server
        ahead = anchorTime - server
        isSynchronised = true
    }
}
