import HemoStatCore

/// Data of `container_unhealthy`: what the Monitor saw, all anomalies of the episode at once.
struct HealthAlert: Encodable, Sendable {
    var containerID: String
    var containerName: String
    var image: String
    var status: String
    var metrics: MetricsPayload
    var anomalies: [Anomaly]
    var healthStatus: String
    var exitCode: Int
    var restartCount: Int
    // Ours.
    var host: String
    var divergence: String
    var startedAt: Timestamp?
    var epoch: Int64

    static let eventType = "container_unhealthy"

    init(_ episode: Episode, _ container: ContainerObservation, epoch: Int64) {
        containerID = String(container.key.id.prefix(12))
        containerName = container.name
        image = container.image
        status = container.status.rawValue
        metrics = MetricsPayload(container.sample)
        anomalies = episode.openRecords.map(Anomaly.init)
        healthStatus = container.health.rawValue
        exitCode = container.exitCode
        restartCount = container.restartCount
        host = episode.host
        divergence = episode.id
        startedAt = container.startedAt
        self.epoch = epoch
    }

    private enum CodingKeys: String, CodingKey {
        case containerID = "container_id"
        case containerName = "container_name"
        case image
        case status
        case metrics
        case anomalies
        case healthStatus = "health_status"
        case exitCode = "exit_code"
        case restartCount = "restart_count"
        case host
        case divergence
        case startedAt = "started_at"
        case epoch
    }
}
