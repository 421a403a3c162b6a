/// How long to wait before a repeated try: exponential growth from `base` to `cap`, spread downwards by `jitter`.
package struct Backoff: Sendable, Equatable {
    /// The longest wait after the first failure.
    package let base: Duration

    /// No wait is longer than this, jitter included.
    package let cap: Duration

    /// Growth for each attempt; at least 1.
    package let factor: Double

    /// The share of a wait that chance may take off, 0 … 1: the wait lies in `grown × (1 − jitter) … grown`.
    package let jitter: Double

    /// Values out of range are clamped into it.
    package init(base: Duration, cap: Duration, factor: Double = 2, jitter: Double = 0.2) {
        self.base = max(base, .zero)
        self.cap = max(cap, .zero)
        self.factor = max(factor, 1)
        self.jitter = min(max(jitter, 0), 1)
    }

    /// 100 ms doubling to a minute: what a work queue uses when not told otherwise.
    package static let standard = Backoff(base: .milliseconds(100), cap: .seconds(60))

    /// The wait before the next try.
    /// - Parameters:
    ///   - attempt: failures so far before the present one; 0 for the first failure.
    ///   - generator: the source of jitter.
    /// - Returns: the wait; never negative, never above `cap`.
    package func delay(attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        let taken = jitter * Double.random(in: 0..<1, using: &generator)
        return grown(attempt: attempt) * (1 - taken)
    }

    /// The wait before the next try, with jitter from the system's generator.
    package func delay(attempt: Int) -> Duration {
        var generator = SystemRandomNumberGenerator()
        return delay(attempt: attempt, using: &generator)
    }

    /// The wait without jitter.
    ///
    /// Compares before it multiplies, because `Duration` traps on overflow.
    private func grown(attempt: Int) -> Duration {
        guard base > .zero else { return .zero }
        let growth = power(max(attempt, 0))
        return growth < cap / base ? base * growth : cap
    }

    /// `factor` to the given power, by squaring; infinite when out of range.
    private func power(_ exponent: Int) -> Double {
        var result = 1.0
        var square = factor
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return result
    }
}
