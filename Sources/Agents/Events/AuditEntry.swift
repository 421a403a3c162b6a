import HemoStatCore

/// One line of `hemostat:audit:<name>`: what was done, or denied, and why.
struct AuditEntry: Encodable, Sendable {
    var timestamp: Timestamp
    var container: String
    var action: String
    var resultStatus: RemediationComplete.Status
    var error: String?
    var confidence: Double
    var reason: String
    var metrics: MetricsPayload
    var dryRun: Bool

    init(_ event: RemediationComplete, sample: MetricSample?, at timestamp: Timestamp) {
        self.timestamp = timestamp
        container = event.container
        action = event.action
        resultStatus = event.result.status
        error = event.result.error ?? event.result.reason
        confidence = event.confidence
        reason = event.reason
        metrics = MetricsPayload(sample)
        dryRun = event.dryRun
    }

    /// Writes `error` as null where there was none: its readers ask for the field.
    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(timestamp, forKey: .timestamp)
        try line.encode(container, forKey: .container)
        try line.encode(action, forKey: .action)
        try line.encode(resultStatus, forKey: .resultStatus)
        try line.encode(error, forKey: .error)
        try line.encode(confidence, forKey: .confidence)
        try line.encode(reason, forKey: .reason)
        try line.encode(metrics, forKey: .metrics)
        try line.encode(dryRun, forKey: .dryRun)
    }

    private enum CodingKeys: String, CodingKey {
        case timestamp
        case container
        case action
        case resultStatus = "result_status"
        case error
        case confidence
        case reason
        case metrics
        case dryRun = "dry_run"
    }
}
