import Synchronization

/// A value tests can wait on: changed under a lock, with each waiter woken once its condition holds.
package final class Observed<Value: Sendable>: Sendable {
    private struct Waiter {
        let condition: @Sendable (Value) -> Bool
        let continuation: CheckedContinuation<Value, any Error>
    }

    private struct State {
        var value: Value
        var waiters: [UInt64: Waiter] = [:]
        var lastWaiter: UInt64 = 0
    }

    private let state: Mutex<State>

    package init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    package var value: Value { state.withLock { $0.value } }

    package func update(_ change: (inout Value) -> Void) {
        let (value, met) = state.withLock { state in
            change(&state.value)
            let value = state.value
            let met = state.waiters.filter { $0.value.condition(value) }
            for id in met.keys { state.waiters[id] = nil }
            return (value, Array(met.values))
        }
        for waiter in met { waiter.continuation.resume(returning: value) }
    }

    /// Waits until `condition` holds, and returns the value it held for.
    /// - Throws: `CancellationError` when the task is cancelled (a test's time limit does so).
    @discardableResult
    package func wait(until condition: @escaping @Sendable (Value) -> Bool) async throws -> Value {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                park(Waiter(condition: condition, continuation: continuation), as: id, isCancelled: Task.isCancelled)
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Waits until `condition` holds, cancelled or not: what a call on a thread of its own does.
    package func waitUncancellably(until condition: @escaping @Sendable (Value) -> Bool) async {
        _ = try? await withCheckedThrowingContinuation { continuation in
            let id = state.withLock { state in
                state.lastWaiter += 1
                return state.lastWaiter
            }
            park(Waiter(condition: condition, continuation: continuation), as: id)
        }
    }

    private func park(_ waiter: Waiter, as id: UInt64, isCancelled: Bool = false) {
        let outcome: Result<Value, any Error>? = state.withLock { state in
            if waiter.condition(state.value) { return .success(state.value) }
            if isCancelled { return .failure(CancellationError()) }
            state.waiters[id] = waiter
            return nil
        }
        if let outcome { waiter.continuation.resume(with: outcome) }
    }
}
