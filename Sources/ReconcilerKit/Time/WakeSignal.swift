import Synchronization

/// A signal for one waiting loop that stays raised until a wait consumes it.
///
/// Raising before the wait is remembered, raising twice counts once. A wait may end spuriously (cancellation, a
/// second waiter), so the loop must look at its state again after each one.
package final class WakeSignal: Sendable {
    private struct State {
        var isRaised = false
        var waiter: CheckedContinuation<Void, Never>?

        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Ends the present wait, or the next one when nobody waits.
    package func raise() {
        let waiter = state.withLock { state in
            state.isRaised = state.waiter == nil
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// Suspends until the signal is raised or the task is cancelled.
    ///
    /// A cancelled wait leaves a raised signal raised.
    package func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                park(continuation)?.resume()
            }
        } onCancel: {
            state.withLock { $0.takeWaiter() }?.resume()
        }
    }

    /// Stores the continuation; returns the one that must be resumed now, if any.
    private func park(_ continuation: CheckedContinuation<Void, Never>) -> CheckedContinuation<Void, Never>? {
        state.withLock { state in
            if Task.isCancelled { return continuation }
            if state.isRaised {
                state.isRaised = false
                return continuation
            }
            let displaced = state.takeWaiter()
            state.waiter = continuation
            return displaced
        }
    }
}
