/// New limits of a container (`POST /containers/{id}/update`); what is nil stays as it is.
struct ContainerUpdate: Encodable {
    private(set) var memoryBytes: Int64?
    /// Memory and swap together; -1 without a limit.
    private(set) var memorySwapBytes: Int64?
    private(set) var nanoCPUs: Int64?
    private(set) var cpuPeriod: Int64?
    private(set) var cpuQuota: Int64?

    /// What changes the limits of a container with these: at least 1 each, nil when one is not, or none is given.
    init?(memoryBytes: Int64?, nanoCPUs: Int64?, current: ContainerHostConfig) {
        guard memoryBytes != nil || nanoCPUs != nil, memoryBytes ?? 1 > 0, nanoCPUs ?? 1 > 0 else { return nil }
        self.memoryBytes = memoryBytes
        if let memoryBytes { memorySwapBytes = Self.memorySwap(for: memoryBytes, current) }
        guard let nanoCPUs else { return }
        guard current.nanoCPUs == 0, current.cpuQuota > 0 || current.cpuPeriod > 0 else {
            self.nanoCPUs = nanoCPUs
            return
        }
        // Docker refuses one spelling of the limit where the other is in force.
        let period = current.cpuPeriod > 0 ? current.cpuPeriod : 100_000
        let (product, overflow) = nanoCPUs.multipliedReportingOverflow(by: period)
        guard !overflow else { return nil }
        cpuPeriod = period
        cpuQuota = max(product / 1_000_000_000, 1)
    }

    /// The swap limit that must come with a memory limit, since Docker refuses a memory limit above it.
    ///
    /// An unlimited one stays so, the swap beyond the memory stays as large as it was, and a container without limits gets
    /// what `docker run --memory` gives: as much swap as memory.
    private static func memorySwap(for memoryBytes: Int64, _ current: ContainerHostConfig) -> Int64? {
        let swap = current.memorySwapBytes
        if swap < 0 { return -1 }
        guard memoryBytes > swap else { return nil }
        let room = current.memoryBytes > 0 ? max(swap - current.memoryBytes, 0) : memoryBytes
        let (sum, overflow) = memoryBytes.addingReportingOverflow(room)
        return overflow ? memoryBytes : sum
    }

    private enum CodingKeys: String, CodingKey {
        case memoryBytes = "Memory"
        case memorySwapBytes = "MemorySwap"
        case nanoCPUs = "NanoCpus"
        case cpuPeriod = "CpuPeriod"
        case cpuQuota = "CpuQuota"
    }
}
