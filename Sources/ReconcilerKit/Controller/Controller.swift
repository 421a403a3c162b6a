package import Logging
package import Metrics
import ServiceLifecycle

/// A service that takes keys from a queue and reconciles them, several at a time, never one key twice at a time.
///
/// Graceful shutdown: waiting keys are dropped, reconciles in flight finish, `run()` returns; how long that may take
/// is the service group's to bound. Cancellation: reconciles in flight are cancelled and `run()` returns as soon as
/// they do. Either way the queue is shut down for good.
package struct Controller<Key: Hashable & Sendable>: Service {
    private let queue: WorkQueue<Key>
    private let workers: Int
    private let logger: Logger
    private let metrics: ControllerMetrics
    private let reconcile: @Sendable (Key) async throws -> ReconcileResult

    /// - Parameters:
    ///   - queue: the controller runs it; its name is the controller's name.
    ///   - workers: reconciles that may run at a time; at least 1.
    ///   - logger: gets the metadata `controller`.
    ///   - metricsFactory: where figures go; the process's own when nil.
    ///   - reconcile: reads the world for one key and makes it right. It must not wait for things to come, but
    ///     return when to look again, and end soon when its task is cancelled.
    package init(
        queue: WorkQueue<Key>,
        workers: Int = 2,
        logger: Logger,
        metricsFactory: (any MetricsFactory)? = nil,
        reconcile: @escaping @Sendable (Key) async throws -> ReconcileResult
    ) {
        self.queue = queue
        self.workers = max(workers, 1)
        self.reconcile = reconcile
        metrics = ControllerMetrics(name: queue.name, factory: metricsFactory ?? MetricsSystem.factory)
        var logger = logger
        logger[.controller] = "\(queue.name)"
        self.logger = logger
    }

    package func run() async {
        logger.debug("controller started")
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await queue.run() }
                for _ in 0..<workers {
                    group.addTask { await work() }
                }
            }
        } onGracefulShutdown: {
            queue.shutDown()
        }
        queue.shutDown()
        logger.debug("controller stopped")
    }

    private func work() async {
        while let key = await queue.next() {
            let outcome = Task.isCancelled ? .failure(CancellationError()) : await process(key)
            requeue(key, after: outcome)
            queue.done(key)
        }
    }

    private func process(_ key: Key) async -> Result<ReconcileResult, any Error> {
        let start = queue.timeline.now
        defer { metrics.countReconcile(took: queue.timeline.now - start) }
        do {
            return .success(try await reconcile(key))
        } catch {
            return .failure(error)
        }
    }

    /// The one place that decides when a key comes back.
    ///
    /// It runs before `done`, so an added key is redelivered.
    private func requeue(_ key: Key, after outcome: Result<ReconcileResult, any Error>) {
        switch outcome {
        case .success(.done):
            queue.forget(key)
        case .success(.after(let delay)):
            queue.forget(key)
            queue.add(key, after: delay)
        case .failure where Task.isCancelled:
            queue.add(key)
        case .failure(let error):
            metrics.countError()
            let delay = queue.addRateLimited(key)
            logger.warning(
                "reconcile failed, it is tried again",
                metadata: Logger.Metadata([.key: "\(key)", .error: "\(error)", .retryIn: "\(delay)"])
            )
        }
    }
}
