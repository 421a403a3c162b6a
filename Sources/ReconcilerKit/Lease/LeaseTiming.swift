/// The times of a lease.
package struct LeaseTiming: Sendable, Equatable {
    /// How long the store keeps a lease without renewal.
    package let duration: Duration

    /// Time from sending one renewal to sending the next; at most half of `lifetime`.
    package let renewEvery: Duration

    /// The longest wait before an acquisition, or a renewal that failed, is tried again; chance takes off up to half.
    package let retryEvery: Duration

    /// By how much the store's clock may run faster than ours, as a share: 0.02 is 20 ms a second.
    package let drift: Double

    /// Values out of range are clamped into it.
    ///
    /// Unless given, a renewal goes out every third of the duration and a retry every twelfth, at most every 500 ms: of
    /// the usual 6 s those are 2 s and 500 ms, which let a successor act within half a second after a dead holder's
    /// lease ends.
    package init(
        duration: Duration = .seconds(6),
        renewEvery: Duration? = nil,
        retryEvery: Duration? = nil,
        drift: Double = 0.02
    ) {
        self.duration = max(duration, .milliseconds(1))
        self.drift = min(max(drift, 0), 0.5)
        let renewal = renewEvery ?? self.duration / 3
        let retry = retryEvery ?? min(self.duration / 12, .milliseconds(500))
        self.renewEvery = max(min(renewal, self.duration * (1 - self.drift) / 2), .microseconds(1))
        self.retryEvery = max(retry, .microseconds(1))
    }

    /// How long we believe in a grant, counted from before we asked for it; shorter than `duration` by the drift,
    /// so that we stop believing before the store does.
    package var lifetime: Duration { duration * (1 - drift) }
}
