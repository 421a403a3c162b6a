/// An instant in shared time: microseconds since the Unix epoch, UTC.
///
/// Core never asks for the time; every decision takes it as an argument.
package struct Timestamp: Sendable, Hashable, Comparable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    package static func + (left: Self, right: PolicyDuration) -> Self {
        Self(microseconds: left.microseconds + right.milliseconds * 1000)
    }

    package static func - (left: Self, right: PolicyDuration) -> Self {
        Self(microseconds: left.microseconds - right.milliseconds * 1000)
    }

    /// Time passed since an earlier instant; zero when `earlier` is in the future.
    package func elapsed(since earlier: Timestamp) -> PolicyDuration {
        PolicyDuration(milliseconds: max(0, (microseconds - earlier.microseconds) / 1000))
    }

    /// Time until a later instant, zero when it has passed.
    package func remaining(until later: Timestamp) -> Duration {
        .microseconds(max(0, later.microseconds - microseconds))
    }
}
