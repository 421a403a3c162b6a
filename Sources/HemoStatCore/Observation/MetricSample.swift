/// One reading of a container's resource use, in the terms of `docker stats`.
package struct MetricSample: Sendable, Equatable, Codable {
    package var at: Timestamp
    /// As `docker stats` prints it: one busy core is 100.
    package var cpuPercent: Double
    package var onlineCPUs: Int
    /// Bytes, page cache excluded.
    package var memoryUsage: Int64
    /// Bytes; the host's memory where the container has no limit.
    package var memoryLimit: Int64
    package var networkReceivedBytes: Int64
    package var networkTransmittedBytes: Int64
    package var blockReadBytes: Int64
    package var blockWrittenBytes: Int64

    package init(
        at: Timestamp,
        cpuPercent: Double,
        onlineCPUs: Int,
        memoryUsage: Int64,
        memoryLimit: Int64,
        networkReceivedBytes: Int64 = 0,
        networkTransmittedBytes: Int64 = 0,
        blockReadBytes: Int64 = 0,
        blockWrittenBytes: Int64 = 0
    ) {
        self.at = at
        self.cpuPercent = cpuPercent
        self.onlineCPUs = onlineCPUs
        self.memoryUsage = memoryUsage
        self.memoryLimit = memoryLimit
        self.networkReceivedBytes = networkReceivedBytes
        self.networkTransmittedBytes = networkTransmittedBytes
        self.blockReadBytes = blockReadBytes
        self.blockWrittenBytes = blockWrittenBytes
    }

    /// Share of the container's CPU limit, or of all online CPUs without one, in percent: one busy core of 16 is 6.25.
    package func cpuShare(limitCores: Double?) -> Double? {
        let cores = limitCores ?? Double(onlineCPUs)
        return cores > 0 && cpuPercent.isFinite ? cpuPercent / cores : nil
    }

    /// Share of the memory limit in percent, nil when the engine tells none.
    package var memoryShare: Double? {
        memoryLimit > 0 ? Double(memoryUsage) / Double(memoryLimit) * 100 : nil
    }
}
