/// What a container uses; nothing, until a test says otherwise.
struct SimulatedUsage: Equatable {
    /// Of the host, for containers without a CPU limit.
    static let onlineCPUs = 4
    /// Of the host, which is every container's limit: a percentage of four decimals is a whole number of bytes.
    static let memoryLimit: Int64 = 16_000_000_000

    private enum CPU: Equatable {
        /// Percent of the limit, or of the host.
        case share(Double)
        case cores(Double)
    }

    private var cpu = CPU.cores(0)
    private var memory: Int64 = 0
    private var pids = 1
    private var rates = MetricSample.Rates()

    /// - Returns: whether the change is about usage.
    mutating func take(_ change: TestChange) -> Bool {
        let before = self
        if let share = change.cpu { cpu = .share(share.percent) }
        if let cores = change.cores { cpu = .cores(cores) }
        if let share = change.memory { memory = Self.bytes(of: share) }
        if let bytes = change.memoryBytes { memory = bytes.bytes }
        if let count = change.pids { pids = count }
        if let bytes = change.network?.receive { rates.received = Double(bytes.bytes) }
        if let bytes = change.network?.transmit { rates.transmitted = Double(bytes.bytes) }
        if let bytes = change.blockIO?.read { rates.read = Double(bytes.bytes) }
        if let bytes = change.blockIO?.write { rates.written = Double(bytes.bytes) }
        return self != before
    }

    /// A reading; the first of a run has no rates.
    func sample(at instant: Timestamp, limitCores: Double?, hasRates: Bool) -> MetricSample {
        MetricSample(
            at: instant,
            cpuPercent: cpuPercent(of: limitCores ?? Double(Self.onlineCPUs)),
            onlineCPUs: Self.onlineCPUs,
            memoryUsage: memory,
            memoryLimit: Self.memoryLimit,
            pids: pids,
            rates: hasRates ? rates : nil
        )
    }

    private func cpuPercent(of cores: Double) -> Double {
        switch cpu {
        case .cores(let busy): return busy * 100
        case .share(let percent):
            // What a test calls 85% reaches 85%, whatever floating point makes of the way there and back.
            let product = percent * cores
            return product / cores < percent ? product.nextUp : product
        }
    }

    private static func bytes(of share: Percentage) -> Int64 {
        let bytes = Int64((share.percent / 100 * Double(memoryLimit)).rounded())
        return Double(bytes) / Double(memoryLimit) * 100 < share.percent ? bytes + 1 : bytes
    }
}
