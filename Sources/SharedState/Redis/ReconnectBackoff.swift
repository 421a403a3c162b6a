/// The pauses between attempts to reach Redis: exponential, with jitter over their upper half.
///
/// A connection that lives for ``stableAfter`` starts the sequence anew; one that ends sooner goes on with it, so that
/// a server that accepts and drops connections is not asked in a hot loop.
package struct ReconnectBackoff: Sendable, Equatable {
    package var initial = Duration.milliseconds(25)
    package var maximum = Duration.seconds(5)
    package var stableAfter = Duration.seconds(5)
    private(set) var attempts = 0

    package init(
        initial: Duration = .milliseconds(25),
        maximum: Duration = .seconds(5),
        stableAfter: Duration = .seconds(5)
    ) {
        self.initial = initial
        self.maximum = maximum
        self.stableAfter = stableAfter
    }

    /// The next pause; `random` is from 0 up to but not including 1, 0 gives half of the full pause.
    package mutating func next(random: Double) -> Duration {
        let full = min(initial * (1 << min(attempts, 20)), maximum)
        attempts += 1
        return full * (0.5 + random / 2)
    }

    /// Takes note of how long a connection lived that has just ended.
    package mutating func connectionEnded(after lifetime: Duration) {
        if lifetime >= stableAfter { attempts = 0 }
    }
}
