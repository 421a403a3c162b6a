import HemoStatCore

/// The `metrics` object of HemoStat's events; zeros before the first sample, as its readers expect numbers.
struct MetricsPayload: Codable, Sendable, Equatable {
    /// As `docker stats` shows it: one busy core is 100.
    var cpuPercent = 0.0
    var memoryPercent = 0.0
    var memoryUsage: Int64 = 0
    var memoryLimit: Int64 = 0
    var networkReceivedBytes: Int64 = 0
    var networkTransmittedBytes: Int64 = 0
    var blockReadBytes: Int64 = 0
    var blockWrittenBytes: Int64 = 0

    init(_ sample: MetricSample?) {
        guard let sample else { return }
        cpuPercent = (sample.cpuPercent * 100).rounded() / 100
        memoryPercent = ((sample.memoryShare ?? 0) * 100).rounded() / 100
        memoryUsage = sample.memoryUsage
        memoryLimit = sample.memoryLimit
        networkReceivedBytes = sample.networkReceivedBytes ?? 0
        networkTransmittedBytes = sample.networkTransmittedBytes ?? 0
        blockReadBytes = sample.blockReadBytes ?? 0
        blockWrittenBytes = sample.blockWrittenBytes ?? 0
    }

    private enum CodingKeys: String, CodingKey {
        case cpuPercent = "cpu_percent"
        case memoryPercent = "memory_percent"
        case memoryUsage = "memory_usage"
        case memoryLimit = "memory_limit"
        case networkReceivedBytes = "network_rx_bytes"
        case networkTransmittedBytes = "network_tx_bytes"
        case blockReadBytes = "blkio_read_bytes"
        case blockWrittenBytes = "blkio_write_bytes"
    }
}
