package import Metrics
import Synchronization

/// A queue of keys for level-triggered controllers: it says *which* object wants a look, never what happened to it.
///
/// A key waits at most once and is never handed out twice at a time; added while it is processed, it is handed out
/// again after `done`. Somebody must run `run()` (`Controller` does), else delays never end. All methods may be
/// called from any task or thread. The rules are those of Kubernetes' client-go `util/workqueue`, except that
/// shutdown drops what waits: the next holder lists the world anew.
package final class WorkQueue<Key: Hashable & Sendable>: Sendable {
    private typealias State = WorkQueueState<Key>

    private struct Guarded {
        var state = State()
        var workers: [State.Waiter: CheckedContinuation<Key?, Never>] = [:]
        var drainers: [State.Waiter: CheckedContinuation<Void, Never>] = [:]
        var generator: AnyGenerator
    }

    /// Names the queue in metrics.
    package let name: String

    let timeline: Timeline
    private let backoff: Backoff
    private let metrics: WorkQueueMetrics
    private let guarded: Mutex<Guarded>
    private let lastWaiter = Atomic<State.Waiter>(0)
    private let timer = WakeSignal()

    /// - Parameters:
    ///   - name: the value of the metrics' `controller` dimension.
    ///   - backoff: the waits of `addRateLimited`.
    ///   - clock: measures delays.
    ///   - generator: the source of jitter.
    ///   - metricsFactory: where figures go; the process's own when nil.
    package init(
        name: String,
        backoff: Backoff = .standard,
        clock: any Clock<Duration> = ContinuousClock(),
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        metricsFactory: (any MetricsFactory)? = nil
    ) {
        self.name = name
        self.backoff = backoff
        timeline = Timeline(clock)
        metrics = WorkQueueMetrics(name: name, factory: metricsFactory ?? MetricsSystem.factory)
        guarded = Mutex(Guarded(generator: AnyGenerator(generator)))
    }

    /// Keys that wait for a worker now.
    package var depth: Int { guarded.withLock { $0.state.depth } }

    /// Keys handed out and not yet done.
    package var inFlight: Int { guarded.withLock { $0.state.inFlight } }

    /// Keys whose delay has not passed.
    package var delayed: Int { guarded.withLock { $0.state.delayed } }

    /// Workers that wait in `next`.
    package var idle: Int { guarded.withLock { $0.state.idle } }

    package var isShutDown: Bool { guarded.withLock { $0.state.isShutDown } }

    // MARK: Adding

    /// Makes `key` ready for a worker now.
    ///
    /// Ignored after shutdown.
    package func add(_ key: Key) {
        let worker = guarded.withLock { guarded in
            guarded.state.add(key).flatMap { guarded.workers.removeValue(forKey: $0.waiter) }
        }
        worker?.resume(returning: key)
        metrics.countAdd()
        recordDepth()
    }

    /// Makes `key` ready after `delay`.
    ///
    /// Of several delays of one key the earliest wins; an `add` without delay does not take it back. Ignored after
    /// shutdown.
    package func add(_ key: Key, after delay: Duration) {
        let now = timeline.now
        let (step, worker) = guarded.withLock { guarded in
            let step = guarded.state.add(key, due: now + delay, now: now)
            guard case .deliver(let delivery) = step else { return (step, nil as CheckedContinuation<Key?, Never>?) }
            return (step, guarded.workers.removeValue(forKey: delivery.waiter))
        }
        worker?.resume(returning: key)
        if step == .rearmTimer { timer.raise() }
        metrics.countAdd()
        recordDepth()
    }

    /// Makes `key` ready after a wait that grows with each call since the last `forget`.
    /// - Returns: the wait.
    @discardableResult
    package func addRateLimited(_ key: Key) -> Duration {
        let delay = guarded.withLock { guarded in
            backoff.delay(attempt: guarded.state.countFailure(of: key), using: &guarded.generator)
        }
        add(key, after: delay)
        metrics.countRetry()
        return delay
    }

    /// Starts the growth of `addRateLimited` afresh for `key`.
    ///
    /// Pending delays stay.
    package func forget(_ key: Key) {
        guarded.withLock { $0.state.forget(key) }
    }

    // MARK: Working

    /// Waits for a key.
    ///
    /// The caller owes one `done` for each key it gets.
    /// - Returns: nil when the queue is shut down, or the task was cancelled before a key was handed to it. A key
    ///   once handed over is returned even when cancellation comes at the same time.
    package func next() async -> Key? {
        let waiter = lastWaiter.wrappingAdd(1, ordering: .relaxed).newValue
        let key = await withTaskCancellationHandler {
            await withCheckedContinuation { park($0, as: waiter) }
        } onCancel: {
            let worker = guarded.withLock { guarded in
                guarded.state.cancel(waiter: waiter)
                return guarded.workers.removeValue(forKey: waiter)
            }
            worker?.resume(returning: nil)
        }
        recordDepth()
        return key
    }

    /// Ends the processing of a key got from `next`.
    ///
    /// A key that is not being processed is ignored.
    package func done(_ key: Key) {
        let (worker, drainers) = guarded.withLock { guarded in
            switch guarded.state.done(key) {
            case .nothing:
                return (nil as CheckedContinuation<Key?, Never>?, [] as [CheckedContinuation<Void, Never>])
            case .deliver(let delivery):
                return (guarded.workers.removeValue(forKey: delivery.waiter), [])
            case .drained(let waiters):
                return (nil, waiters.compactMap { guarded.drainers.removeValue(forKey: $0) })
            }
        }
        worker?.resume(returning: key)
        for drainer in drainers { drainer.resume() }
        recordDepth()
    }

    private func park(_ worker: CheckedContinuation<Key?, Never>, as waiter: State.Waiter) {
        let step = guarded.withLock { guarded in
            let step = guarded.state.next(waiter: waiter, isCancelled: Task.isCancelled)
            if step == .wait { guarded.workers[waiter] = worker }
            return step
        }
        switch step {
        case .take(let key): worker.resume(returning: key)
        case .finish: worker.resume(returning: nil)
        case .wait: break
        }
    }

    private func recordDepth() {
        metrics.record { depth }
    }

    // MARK: Running and ending

    /// Ends delays when they are over; one loop with one timer however many keys are delayed.
    ///
    /// Returns after shutdown or when the task is cancelled. Run it once.
    package func run() async {
        while !Task.isCancelled, !isShutDown {
            await timeline.sleep(until: fireTimer(), orUntil: timer)
        }
    }

    /// Drops the keys that wait, ignores what is added from now on, and lets every `next` return nil at once.
    ///
    /// Keys in flight stay in flight until their `done`, and are not handed out again.
    package func shutDown() {
        let workers = guarded.withLock { guarded in
            guarded.state.shutDown().compactMap { guarded.workers.removeValue(forKey: $0) }
        }
        for worker in workers { worker.resume(returning: nil) }
        timer.raise()
        recordDepth()
    }

    /// Shuts down, then waits until every key in flight is done, or the task is cancelled.
    package func shutDownWithDrain() async {
        shutDown()
        let waiter = lastWaiter.wrappingAdd(1, ordering: .relaxed).newValue
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = guarded.withLock { guarded in
                    let mustWait = guarded.state.drain(waiter: waiter, isCancelled: Task.isCancelled)
                    if mustWait { guarded.drainers[waiter] = continuation }
                    return mustWait
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            let drainer = guarded.withLock { guarded in
                guarded.state.cancel(waiter: waiter)
                return guarded.drainers.removeValue(forKey: waiter)
            }
            drainer?.resume()
        }
    }

    /// - Returns: when to fire next.
    private func fireTimer() -> Duration? {
        let now = timeline.now
        let (rearmAt, deliveries) = guarded.withLock { guarded in
            let step = guarded.state.fireTimer(now: now)
            return (step.rearmAt, step.deliveries.map { (guarded.workers.removeValue(forKey: $0.waiter), $0.key) })
        }
        for (worker, key) in deliveries { worker?.resume(returning: key) }
        recordDepth()
        return rearmAt
    }
}
