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
    /// Since the container's start; nil when the engine tells none, as of one on its host's network.
    package var networkReceivedBytes: Int64?
    package var networkTransmittedBytes: Int64?
    package var blockReadBytes: Int64?
    package var blockWrittenBytes: Int64?
    /// Processes and threads; nil when the engine tells none.
    package var pids: Int?
    /// Since the reading before; nil for the first of a run.
    package var rates: Rates?

    /// Bytes per second; nil where the engine tells no counter.
    package struct Rates: Sendable, Equatable, Codable {
        package var received: Double?
        package var transmitted: Double?
        package var read: Double?
        package var written: Double?

        package init(received: Double? = 0, transmitted: Double? = 0, read: Double? = 0, written: Double? = 0) {
            self.received = received
            self.transmitted = transmitted
            self.read = read
            self.written = written
        }
    }

    package init(
        at: Timestamp,
        cpuPercent: Double,
        onlineCPUs: Int,
        memoryUsage: Int64,
        memoryLimit: Int64,
        networkReceivedBytes: Int64? = 0,
        networkTransmittedBytes: Int64? = 0,
        blockReadBytes: Int64? = 0,
        blockWrittenBytes: Int64? = 0,
        pids: Int? = nil,
        rates: Rates? = nil
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
        self.pids = pids
        self.rates = rates
    }

    /// Share of the container's CPU limit, or of all online CPUs without one, in percent: one busy core of 16 is 6.25.
    package func cpuShare(limitCores: Double?) -> Double? {
        let cores = limitCores ?? Double(onlineCPUs)
        return cores > 0 && cpuPercent.isFinite ? cpuPercent / cores : nil
    }

    /// Busy cores.
    package var cores: Double? { cpuPercent.isFinite ? cpuPercent / 100 : nil }

    /// Share of the memory limit in percent, nil when the engine tells none.
    package var memoryShare: Double? {
        memoryLimit > 0 ? Double(memoryUsage) / Double(memoryLimit) * 100 : nil
    }

    /// With the rates since the reading before.
    ///
    /// None when that is of another run (its counters were higher), of the same instant or so old that the average says
    /// nothing about now.
    package func following(_ previous: MetricSample?) -> MetricSample {
        var sample = self
        guard let previous, previous.at < at, at.elapsed(since: previous.at) <= Self.longestInterval else {
            return sample
        }
        let seconds = Double(at.microseconds - previous.at.microseconds) / 1_000_000
        let counters: [KeyPath<MetricSample, Int64?>] = [
            \.networkReceivedBytes, \.networkTransmittedBytes, \.blockReadBytes, \.blockWrittenBytes,
        ]
        let deltas = counters.map { counter in
            self[keyPath: counter].flatMap { now in previous[keyPath: counter].map { now - $0 } }
        }
        guard deltas.allSatisfy({ $0.map { $0 >= 0 } ?? true }) else { return sample }
        let rates = deltas.map { $0.map { Double($0) / seconds } }
        sample.rates = Rates(received: rates[0], transmitted: rates[1], read: rates[2], written: rates[3])
        return sample
    }

    private static let longestInterval = PolicyDuration.seconds(10)
}
