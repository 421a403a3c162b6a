/// A clock together with the instant this value was made; time is read as a `Duration` since then.
///
/// Erasing `Instant` this way keeps queues and keepers free of a clock type parameter while any
/// `Clock<Duration>` can be injected. The clock must be monotonic.
package struct Timeline: Sendable {
    private let read: @Sendable () -> Duration
    private let pause: @Sendable (Duration) async throws -> Void

    package init(_ clock: any Clock<Duration>) {
        self.init(opening: clock)
    }

    private init<C: Clock>(opening clock: C) where C.Duration == Duration {
        let origin = clock.now
        read = { origin.duration(to: clock.now) }
        pause = { try await clock.sleep(until: origin.advanced(by: $0), tolerance: nil) }
    }

    /// Time since this timeline began.
    package var now: Duration { read() }

    /// Suspends until `deadline`, a point on this timeline; returns at once when it has passed.
    /// - Throws: `CancellationError` when the task is cancelled.
    package func sleep(until deadline: Duration) async throws {
        try await pause(deadline)
    }

    /// Suspends until `deadline`, until `signal` is raised, or until the task is cancelled, whichever comes first.
    ///
    /// Without a deadline only the last two count. The caller looks at the world again afterwards.
    package func sleep(until deadline: Duration?, orUntil signal: WakeSignal) async {
        guard let deadline else {
            await signal.wait()
            return
        }
        await withTaskGroup { group in
            group.addTask { try? await sleep(until: deadline) }
            group.addTask { await signal.wait() }
            await group.next()
            group.cancelAll()
        }
    }
}
