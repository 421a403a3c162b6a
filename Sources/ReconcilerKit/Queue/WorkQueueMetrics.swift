import Metrics
import Synchronization

/// A queue's figures: `hemostat_workqueue_depth`, `_adds_total` (calls) and `_retries_total`, by dimension `controller`.
final class WorkQueueMetrics: Sendable {
    private let depth: Mutex<Gauge>
    private let adds: Counter
    private let retries: Counter

    init(name: String, factory: any MetricsFactory) {
        let dimensions = [("controller", name)]
        depth = Mutex(Gauge(label: "hemostat_workqueue_depth", dimensions: dimensions, factory: factory))
        adds = Counter(label: "hemostat_workqueue_adds_total", dimensions: dimensions, factory: factory)
        retries = Counter(label: "hemostat_workqueue_retries_total", dimensions: dimensions, factory: factory)
    }

    func countAdd() {
        adds.increment()
    }

    func countRetry() {
        retries.increment()
    }

    /// Records the depth.
    ///
    /// It is read under the gauge's lock, so the last value recorded is never an outdated one.
    func record(depth read: () -> Int) {
        depth.withLock { $0.record(read()) }
    }
}
