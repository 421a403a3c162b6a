import HemoStatCore

/// Data of `remediation_needed`: what the Analyzer asks the Responder to judge.
struct RemediationNeeded: Encodable, Sendable {
    var container: String
    var action: String
    var reason: String
    var confidence: Double
    var metrics: MetricsPayload
    var analysisMethod: String
    // Ours.
    var host: String
    var containerID: String
    var divergence: String
    var policy: String
    var expectation: String
    var startedAt: Timestamp?
    /// Of the lease of the host when the divergence fired; its presence marks the envelope as ours.
    var epoch: Int64

    static let eventType = "remediation_needed"

    init(_ episode: Episode, _ diagnosis: Diagnosis, _ step: PlannedStep, sample: MetricSample?, epoch: Int64) {
        container = episode.containerName
        action = step.action.keyword
        reason = diagnosis.cause
        confidence = diagnosis.confidence
        metrics = MetricsPayload(sample)
        analysisMethod = diagnosis.method.rawValue
        host = episode.host
        containerID = String(episode.containerID.prefix(12))
        divergence = episode.id
        policy = step.policy.name
        expectation = step.expectation
        startedAt = episode.startedAt
        self.epoch = epoch
    }

    private enum CodingKeys: String, CodingKey {
        case container
        case action
        case reason
        case confidence
        case metrics
        case analysisMethod = "analysis_method"
        case host
        case containerID = "container_id"
        case divergence
        case policy
        case expectation
        case startedAt = "started_at"
        case epoch
    }
}
