/// The wire form of a stats reading, with only the fields `ContainerStats` needs: decoding is paid once a second
/// for every container.
struct StatsDocument: Decodable {
    let id: String
    let read: String
    let cpu: CPU?
    let previousCPU: CPU?
    let memory: Memory?
    /// `nil` when the engine names no networks.
    let networks: [Network]?
    /// `nil` when the engine has no block figures (null), empty when nothing was read or written.
    let blockIO: [BlockEntry]?
    let pids: UInt64?

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        guard let read = fields.text(.read) else {
            throw DecodingError.dataCorruptedError(forKey: .read, in: fields, debugDescription: "no reading")
        }
        self.read = read
        id = fields.text(.id) ?? fields.text(.podmanID) ?? ""
        cpu = fields.object(CPU.self, .cpu)
        previousCPU = fields.object(CPU.self, .previousCPU)
        memory = fields.object(Memory.self, .memory)
        networks = fields.object([String: Network].self, .networks).map { Array($0.values) }
        blockIO = fields.object(BlockIO.self, .blockIO)?.bytes
        pids = fields.object(Pids.self, .pids)?.current
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case podmanID = "Id"
        case read
        case cpu = "cpu_stats"
        case previousCPU = "precpu_stats"
        case memory = "memory_stats"
        case networks
        case blockIO = "blkio_stats"
        case pids = "pids_stats"
    }
}

extension StatsDocument {
    /// `cpu_stats` and `precpu_stats`; times are in nanoseconds.
    struct CPU: Decodable {
        let total: UInt64?
        let perCPUCount: Int
        /// Time of the whole machine; missing in a first reading.
        let system: UInt64?
        let online: UInt64?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            system = fields.count(.system)
            let online = fields.count(.online)
            self.online = online
            let usage = try? fields.nestedContainer(keyedBy: UsageKeys.self, forKey: .usage)
            total = usage?.count(.total)
            // The list is long on large machines and needed only where `online_cpus` is missing.
            perCPUCount = (online ?? 0) > 0 ? 0 : (usage?.list(of: UInt64.self, .perCPU).count ?? 0)
        }

        private enum CodingKeys: String, CodingKey {
            case usage = "cpu_usage"
            case system = "system_cpu_usage"
            case online = "online_cpus"
        }

        private enum UsageKeys: String, CodingKey {
            case total = "total_usage"
            case perCPU = "percpu_usage"
        }
    }

    /// `memory_stats`, in bytes.
    struct Memory: Decodable {
        let usage: UInt64?
        let limit: UInt64?
        /// On cgroup v1.
        let totalInactiveFile: UInt64?
        /// On cgroup v2 (also there, without children, on v1).
        let inactiveFile: UInt64?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            usage = fields.count(.usage)
            limit = fields.count(.limit)
            let details = try? fields.nestedContainer(keyedBy: DetailKeys.self, forKey: .details)
            totalInactiveFile = details?.count(.totalInactiveFile)
            inactiveFile = details?.count(.inactiveFile)
        }

        private enum CodingKeys: String, CodingKey {
            case usage
            case limit
            case details = "stats"
        }

        private enum DetailKeys: String, CodingKey {
            case totalInactiveFile = "total_inactive_file"
            case inactiveFile = "inactive_file"
        }
    }

    /// A value of `networks`, in bytes.
    struct Network: Decodable {
        let received: UInt64
        let sent: UInt64

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            received = fields.count(.received) ?? 0
            sent = fields.count(.sent) ?? 0
        }

        private enum CodingKeys: String, CodingKey {
            case received = "rx_bytes"
            case sent = "tx_bytes"
        }
    }

    /// A row of `io_service_bytes_recursive`: an operation of a device (`Read`, `read`, `Write`, …), in bytes.
    struct BlockEntry: Decodable {
        let operation: String
        let value: UInt64

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            operation = fields.text(.operation) ?? ""
            value = fields.count(.value) ?? 0
        }

        private enum CodingKeys: String, CodingKey {
            case operation = "op"
            case value
        }
    }

    private struct BlockIO: Decodable {
        let bytes: [BlockEntry]?

        init(from decoder: any Decoder) throws {
            bytes = try decoder.container(keyedBy: CodingKeys.self).object([BlockEntry].self, .bytes)
        }

        enum CodingKeys: String, CodingKey {
            case bytes = "io_service_bytes_recursive"
        }
    }

    private struct Pids: Decodable {
        let current: UInt64?

        init(from decoder: any Decoder) throws {
            current = try decoder.container(keyedBy: CodingKeys.self).count(.current)
        }

        enum CodingKeys: String, CodingKey {
            case current
        }
    }
}
