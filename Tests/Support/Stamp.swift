import Glibc

/// One moment on both clocks: the monotonic one to measure with, the wall clock to compare with Docker's timestamps.
package struct Stamp: Sendable, Hashable {
    package let instant: ContinuousClock.Instant
    /// Nanoseconds since 1970, as in Docker's `timeNano`.
    package let wallNanoseconds: Int64

    package static var now: Stamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Stamp(
            instant: ContinuousClock.now,
            wallNanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        )
    }

    /// The form `docker events --since` takes: seconds since 1970 with nine fraction digits.
    package var dockerTime: String {
        let fraction = String(wallNanoseconds % 1_000_000_000)
        let padding = String(repeating: "0", count: 9 - fraction.count)
        return "\(wallNanoseconds / 1_000_000_000).\(padding)\(fraction)"
    }
}
