import Synchronization

/// A clock that stands still until a test moves it.
///
/// Sleeps are by absolute instants, so it does not matter whether a sleeper arrives before or after the clock passed
/// its deadline. `sleeper(until:)` tells a test that the code under test has got as far as sleeping.
package final class ManualClock: Clock, Sendable {
    package struct Instant: InstantProtocol {
        /// Time since the clock was made.
        package var offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        package func duration(to other: Instant) -> Duration { other.offset - offset }

        package static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private struct Sleeper {
        let deadline: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Duration.zero
        var sleepers: [UInt64: Sleeper] = [:]
        var lastSleeper: UInt64 = 0
    }

    private let state = Mutex(State())

    /// The deadlines of those asleep.
    private let deadlines = Observed<[UInt64: Duration]>([:])

    package init() {}

    package var now: Instant { Instant(offset: state.withLock { $0.now }) }

    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        defer { deadlines.update { $0[id] = nil } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                park(Sleeper(deadline: deadline.offset, continuation: continuation), as: id)
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock forward to `offset` since its start and wakes those whose deadline has passed.
    package func advance(to offset: Duration) {
        let due = state.withLock { state in
            state.now = max(state.now, offset)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    package func advance(by step: Duration) {
        advance(to: now.offset + step)
    }

    /// Waits until somebody sleeps until `deadline` (since the clock's start).
    package func sleeper(until deadline: Duration) async throws {
        try await deadlines.wait { $0.values.contains(deadline) }
    }

    /// Waits until at least so many sleep until `deadline`.
    package func sleepers(_ count: Int, until deadline: Duration) async throws {
        try await deadlines.wait { $0.values.count { $0 == deadline } >= count }
    }

    /// Waits until somebody sleeps whose deadline lies in `range`.
    /// - Returns: the earliest such deadline.
    @discardableResult
    package func sleeper(in range: ClosedRange<Duration>) async throws -> Duration {
        let found = try await deadlines.wait { $0.values.contains(where: range.contains) }
        return found.values.filter(range.contains).min() ?? range.lowerBound
    }

    private func park(_ sleeper: Sleeper, as id: UInt64) {
        let outcome: Result<Void, any Error>? = state.withLock { state in
            if Task.isCancelled { return .failure(CancellationError()) }
            if sleeper.deadline <= state.now { return .success(()) }
            state.sleepers[id] = sleeper
            return nil
        }
        if let outcome {
            sleeper.continuation.resume(with: outcome)
        } else {
            deadlines.update { $0[id] = sleeper.deadline }
        }
    }
}
