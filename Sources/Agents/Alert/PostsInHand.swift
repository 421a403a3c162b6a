import Synchronization

/// Counts the posts under way, so that a polite stop lets them end: one cut off may have arrived, and would be told again.
final class PostsInHand: Sendable {
    private struct State {
        var count = 0
        var isStopping = false
    }

    private let state = Mutex(State())
    private let clock: any Clock<Duration>

    private static let interval = Duration.milliseconds(20)

    init(clock: any Clock<Duration> = ContinuousClock()) { self.clock = clock }

    /// - Returns: false when no more may begin.
    func begin() -> Bool {
        state.withLock { state in
            if !state.isStopping { state.count += 1 }
            return !state.isStopping
        }
    }

    func end() { state.withLock { $0.count -= 1 } }

    /// Lets no more begin, and waits for those under way.
    func drain(within limit: Duration) async {
        state.withLock { $0.isStopping = true }
        var rest = limit
        while rest > .zero, state.withLock({ $0.count > 0 }) {
            guard (try? await clock.sleep(for: Self.interval)) != nil else { return }
            rest -= Self.interval
        }
    }
}
