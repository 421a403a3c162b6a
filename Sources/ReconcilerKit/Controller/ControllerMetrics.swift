import Metrics

/// A controller's figures, by dimension `controller`: the timer `hemostat_reconcile_seconds` (the metrics backend
/// turns swift-metrics' nanoseconds into seconds) and the counters `hemostat_reconcile_total` and
/// `hemostat_reconcile_errors_total`.
struct ControllerMetrics: Sendable {
    private let duration: Timer
    private let reconciles: Counter
    private let errors: Counter

    init(name: String, factory: any MetricsFactory) {
        let dimensions = [("controller", name)]
        duration = Timer(label: "hemostat_reconcile_seconds", dimensions: dimensions, factory: factory)
        reconciles = Counter(label: "hemostat_reconcile_total", dimensions: dimensions, factory: factory)
        errors = Counter(label: "hemostat_reconcile_errors_total", dimensions: dimensions, factory: factory)
    }

    func countReconcile(took elapsed: Duration) {
        duration.record(duration: elapsed)
        reconciles.increment()
    }

    func countError() {
        errors.increment()
    }
}
