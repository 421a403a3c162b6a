import Synchronization

/// A clock that stands still until a test moves it on; sleepers are woken in the order of their deadlines.
package final class ManualClock: Clock, Sendable {
    package struct Instant: InstantProtocol {
        /// Time since the clock was made.
        package let offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var sleepers: [Int: Sleeper] = [:]
        var nextSleeper = 0
        /// Sleepers cancelled before they lay down.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    package init() {}

    package var now: Instant { state.withLock { $0.now } }

    package var minimumResolution: Duration { .zero }

    /// How many tasks sleep on it now.
    package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let number = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(number) != nil { return .failure(CancellationError()) }
                    if deadline <= state.now { return .success(()) }
                    state.sleepers[number] = Sleeper(deadline: deadline, continuation: continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                if let sleeper = state.sleepers.removeValue(forKey: number) { return sleeper }
                state.cancelled.insert(number)
                return nil
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        state.withLock { _ = $0.cancelled.remove(number) }
    }

    /// Moves time on, waking whoever's deadline comes, the earliest first, each at its own deadline's time.
    package func advance(by duration: Duration) {
        let target = now.advanced(by: duration)
        while let sleeper = takeDue(by: target) { sleeper.continuation.resume() }
    }

    /// Waits until so many tasks sleep on it: then they have done what they do before they sleep.
    /// - Throws: `AwaitError`.
    package func waitForSleepers(_ count: Int = 1, within limit: Duration = .seconds(60)) async throws {
        try await eventually(within: limit, every: .milliseconds(1), "\(count) sleepers on the manual clock") {
            sleeperCount >= count
        }
    }

    /// Moves time to the next deadline until the target and takes its sleeper, or to the target when there is none.
    private func takeDue(by target: Instant) -> Sleeper? {
        state.withLock { state in
            let due = state.sleepers.filter { $0.value.deadline <= target }
            let first = due.min { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
            state.now = max(state.now, first?.value.deadline ?? target)
            return first.flatMap { state.sleepers.removeValue(forKey: $0.key) }
        }
    }
}
