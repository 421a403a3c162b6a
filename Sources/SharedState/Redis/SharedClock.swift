import Glibc
import Synchronization

/// The time that all replicas share: Redis `TIME`, carried forward on the monotonic clock, in microseconds since 1970.
///
/// For whatever outlives a process: cooldowns, budgets, breakers, `since` of a divergence. Never goes backwards from
/// the first synchronisation on; before it, it shows the system's time, and the first synchronisation may step.
package final class SharedClock: Sendable {
    private let state: Mutex<SharedClockState>
    private let monotonic: @Sendable () -> Int64

    package convenience init() {
        // The continuous clock goes on while a machine sleeps, as the server's time does. Of the system's time whole
        // seconds do: it serves only until the first synchronisation.
        let start = ContinuousClock.now
        self.init(
            monotonic: { Int64(start.duration(to: .now) / .microseconds(1)) },
            systemTime: { Int64(time(nil)) * 1_000_000 }
        )
    }

    /// - Parameters:
    ///   - monotonic: A clock that never steps, in microseconds.
    ///   - systemTime: Microseconds since 1970, read once.
    package init(monotonic: @escaping @Sendable () -> Int64, systemTime: () -> Int64) {
        self.monotonic = monotonic
        self.state = Mutex(SharedClockState(monotonic: monotonic(), systemTime: systemTime()))
    }

    /// Microseconds since 1970.
    package var now: Int64 { state.withLock { $0.time(at: monotonic()) } }

    package var isSynchronised: Bool { state.withLock { $0.isSynchronised } }

    /// Reads Redis' `TIME`; called at each renewal of a lease.
    package func synchronise(with redis: any RedisCommanding) async throws(RedisError) {
        let sent = monotonic()
        let reply = try await redis.command("TIME")
        guard let parts = reply.asArray, parts.count == 2, let seconds = parts[0].asInteger,
            let microseconds = parts[1].asInteger, (0...Int64(Int32.max) * 4).contains(seconds)
        else {
            throw .unexpected(replyTo: "TIME", wanted: "seconds and microseconds")
        }
        let received = monotonic()
        let time = seconds * 1_000_000 + microseconds
        state.withLock { $0.synchronise(serverTime: time, sent: sent, received: received, at: monotonic()) }
    }
}
