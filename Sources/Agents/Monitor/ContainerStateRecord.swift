import HemoStatCore

/// `hemostat:state:container:<id>`, as the Python HemoStat wrote it.
struct ContainerStateRecord: Encodable, Sendable {
    var containerID: String
    var containerName: String
    var status: String
    var cpuPercent: Double
    var memoryPercent: Double
    var memoryUsage: Int64
    var memoryLimit: Int64
    var healthStatus: String
    var timestamp: Timestamp

    init(_ container: ContainerObservation, at timestamp: Timestamp) {
        let metrics = MetricsPayload(container.sample)
        containerID = String(container.key.id.prefix(12))
        containerName = container.name
        status = container.status.rawValue
        cpuPercent = metrics.cpuPercent
        memoryPercent = metrics.memoryPercent
        memoryUsage = metrics.memoryUsage
        memoryLimit = metrics.memoryLimit
        healthStatus = container.health.rawValue
        self.timestamp = timestamp
    }

    private enum CodingKeys: String, CodingKey {
        case containerID = "container_id"
        case containerName = "container_name"
        case status
        case cpuPercent = "cpu_percent"
        case memoryPercent = "memory_percent"
        case memoryUsage = "memory_usage"
        case memoryLimit = "memory_limit"
        case healthStatus = "health_status"
        case timestamp
    }
}
