/// A container's configuration on its host (`HostConfig`), as far as it is needed.
///
/// Numbers are 0 for "no limit".
package struct ContainerHostConfig: Sendable, Hashable, Decodable {
    package let restartPolicy: RestartPolicy
    /// CPU limit in billionths of a CPU.
    package let nanoCPUs: Int64
    /// CPU time in microseconds per `cpuPeriod`, the older spelling of `nanoCPUs`; also -1 for no limit.
    package let cpuQuota: Int64
    /// Microseconds; 0 means 100 000.
    package let cpuPeriod: Int64
    /// The CPUs it may use, such as `0-2,4`; empty for all.
    package let cpusetCPUs: String
    /// Memory limit in bytes.
    package let memoryBytes: Int64
    /// Memory and swap together in bytes; -1 when only the memory is limited.
    let memorySwapBytes: Int64
    /// `bridge`, `host`, `none`, a network's name, or `container:<id>`.
    package let networkMode: String

    init() {
        restartPolicy = RestartPolicy(name: "", maximumRetryCount: 0)
        nanoCPUs = 0
        cpuQuota = 0
        cpuPeriod = 0
        cpusetCPUs = ""
        memoryBytes = 0
        memorySwapBytes = 0
        networkMode = ""
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        restartPolicy =
            fields.object(RestartPolicy.self, .restartPolicy) ?? RestartPolicy(name: "", maximumRetryCount: 0)
        nanoCPUs = fields.integer(.nanoCPUs) ?? 0
        cpuQuota = fields.integer(.cpuQuota) ?? 0
        cpuPeriod = fields.integer(.cpuPeriod) ?? 0
        cpusetCPUs = fields.text(.cpusetCPUs) ?? ""
        memoryBytes = fields.integer(.memoryBytes) ?? 0
        memorySwapBytes = fields.integer(.memorySwapBytes) ?? 0
        networkMode = fields.text(.networkMode) ?? ""
    }

    private enum CodingKeys: String, CodingKey {
        case restartPolicy = "RestartPolicy"
        case nanoCPUs = "NanoCpus"
        case cpuQuota = "CpuQuota"
        case cpuPeriod = "CpuPeriod"
        case cpusetCPUs = "CpusetCpus"
        case memoryBytes = "Memory"
        case memorySwapBytes = "MemorySwap"
        case networkMode = "NetworkMode"
    }
}
