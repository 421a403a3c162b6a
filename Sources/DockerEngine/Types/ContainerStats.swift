/// What a container uses, as `docker stats` shows it (`GET /containers/{id}/stats`).
///
/// `nil` means the engine gave no figure, never zero: a first reading has no CPU percentage, a container on the
/// host's network has no network figures, a stopped one has none at all. Counters count from the container's start.
/// On cgroup v2 the kernel lists no device before it is used, and Docker writes null then: that is zero bytes.
///
/// Source: docker/cli, `cli/command/container/stats_helpers.go` (`calculateCPUPercentUnix`,
/// `calculateMemUsageUnixNoCache`, `calculateNetwork`, `calculateBlockIO`).
package struct ContainerStats: Sendable, Hashable {
    /// The full id; empty when the engine does not say.
    package let containerID: String
    /// When the reading was taken, RFC 3339; Go's zero time for a container that does not run.
    package let readAt: String
    /// One busy CPU is 100.
    package let cpuPercent: Double?
    package let onlineCPUs: Int?
    /// CPU time used, in nanoseconds.
    package let cpuNanoseconds: UInt64?
    /// Bytes without the page cache.
    package let memoryBytes: UInt64?
    /// Bytes; the machine's memory when the container has no limit; `nil` when the engine knows neither.
    package let memoryLimitBytes: UInt64?
    /// Bytes, summed over networks.
    package let networkReceivedBytes: UInt64?
    package let networkSentBytes: UInt64?
    /// Bytes, summed over devices.
    package let blockReadBytes: UInt64?
    package let blockWrittenBytes: UInt64?
    package let pids: UInt64?

    /// Whether there was anything to read: `false` for a container that does not run.
    package var hasReading: Bool { !ContainerState.isNever(readAt) }
}

extension ContainerStats {
    /// The figures of an engine that has none.
    static let noReading = ContainerStats(
        containerID: "",
        readAt: "",
        cpuPercent: nil,
        onlineCPUs: nil,
        cpuNanoseconds: nil,
        memoryBytes: nil,
        memoryLimitBytes: nil,
        networkReceivedBytes: nil,
        networkSentBytes: nil,
        blockReadBytes: nil,
        blockWrittenBytes: nil,
        pids: nil
    )

    /// The figures of an engine's document.
    init(_ document: StatsDocument) {
        let cpu = document.cpu
        let online = Self.onlineCPUs(cpu)
        containerID = document.id
        readAt = document.read
        onlineCPUs = online
        cpuNanoseconds = cpu?.system == nil ? nil : cpu?.total
        cpuPercent = Self.cpuPercent(now: cpu, before: document.previousCPU, onlineCPUs: online)
        memoryBytes = Self.memoryWithoutCache(document.memory)
        memoryLimitBytes = document.memory?.limit.flatMap { (1..<Self.noLimit).contains($0) ? $0 : nil }
        networkReceivedBytes = document.networks.map { Self.sum($0.map(\.received)) }
        networkSentBytes = document.networks.map { Self.sum($0.map(\.sent)) }
        let blockIO = document.blockIO ?? (Self.isCgroup2(document) ? [] : nil)
        blockReadBytes = blockIO.map { Self.blockBytes($0, operation: UInt8(ascii: "r")) }
        blockWrittenBytes = blockIO.map { Self.blockBytes($0, operation: UInt8(ascii: "w")) }
        pids = document.pids
    }

    /// The kernel's "no limit" and beyond: `9223372036854771712` (cgroup v1), `18446744073709551615` (v2).
    private static let noLimit: UInt64 = 1 << 62

    /// Only v1's memory figures come with totals over children; a container that does not run has neither.
    private static func isCgroup2(_ document: StatsDocument) -> Bool {
        document.memory?.inactiveFile != nil && document.memory?.totalInactiveFile == nil
    }

    /// `online_cpus`, or the length of `percpu_usage` where that is missing or 0.
    private static func onlineCPUs(_ cpu: StatsDocument.CPU?) -> Int? {
        guard let cpu else { return nil }
        if let online = cpu.online, online > 0 { return Int(exactly: online) }
        return cpu.perCPUCount > 0 ? cpu.perCPUCount : nil
    }

    /// The container's share of the machine's CPU time between two readings, times CPUs, times 100.
    ///
    /// `nil` without an earlier reading (then Docker's own command shows an average since boot), and when no time
    /// passed between the two; 0 when the counter went back because the container was restarted.
    private static func cpuPercent(
        now: StatsDocument.CPU?,
        before: StatsDocument.CPU?,
        onlineCPUs: Int?
    ) -> Double? {
        guard let total = now?.total, let system = now?.system, let onlineCPUs,
            let earlierTotal = before?.total, let earlierSystem = before?.system,
            earlierSystem > 0, system > earlierSystem
        else { return nil }
        guard total > earlierTotal else { return 0 }
        return Double(total - earlierTotal) / Double(system - earlierSystem) * Double(onlineCPUs) * 100
    }

    /// Usage minus `total_inactive_file` (cgroup v1) or `inactive_file` (v2), where that is less than the usage.
    private static func memoryWithoutCache(_ memory: StatsDocument.Memory?) -> UInt64? {
        guard let memory, let usage = memory.usage else { return nil }
        if let cache = memory.totalInactiveFile, cache < usage { return usage - cache }
        if let cache = memory.inactiveFile, cache < usage { return usage - cache }
        return usage
    }

    private static func blockBytes(_ entries: [StatsDocument.BlockEntry], operation: UInt8) -> UInt64 {
        sum(entries.filter { ($0.operation.utf8.first ?? 0) | 0x20 == operation }.map(\.value))
    }

    private static func sum(_ values: [UInt64]) -> UInt64 {
        values.reduce(0) { sum, value in
            let (next, overflow) = sum.addingReportingOverflow(value)
            return overflow ? .max : next
        }
    }
}
