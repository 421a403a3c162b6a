/// The engine and its machine (`GET /info`).
package struct EngineInfo: Sendable, Hashable, Decodable {
    /// The engine's identity, which survives restarts and renames; empty when it has none.
    package let id: String
    /// The machine's host name.
    package let name: String
    package let serverVersion: String
    /// Online CPUs; 0 when not said.
    package let cpuCount: Int
    /// Memory of the machine in bytes; 0 when not said.
    package let memoryBytes: UInt64
    /// `1` or `2`; empty when not said (Docker before 20.10, Windows).
    package let cgroupVersion: String
    package let operatingSystem: String
    /// `linux` or `windows`.
    package let operatingSystemType: String
    /// All containers, running or not; 0 when not said.
    package let containerCount: Int
    /// The engine's id in its Swarm; empty when it is in none.
    package let swarmNodeID: String
    /// Whether services can be read and changed through it.
    package let isSwarmManager: Bool

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = fields.text(.id) ?? ""
        name = fields.text(.name) ?? ""
        serverVersion = fields.text(.serverVersion) ?? ""
        cpuCount = fields.integer(.cpuCount).flatMap(Int.init(exactly:)).map { max($0, 0) } ?? 0
        memoryBytes = fields.count(.memoryBytes) ?? 0
        cgroupVersion = fields.text(.cgroupVersion) ?? fields.integer(.cgroupVersion).map(String.init) ?? ""
        operatingSystem = fields.text(.operatingSystem) ?? ""
        operatingSystemType = fields.text(.operatingSystemType) ?? ""
        containerCount = fields.integer(.containerCount).flatMap(Int.init(exactly:)) ?? 0
        let swarm = fields.object(Swarm.self, .swarm)
        swarmNodeID = swarm?.nodeID ?? ""
        isSwarmManager = swarm?.isManager ?? false
    }

    private enum CodingKeys: String, CodingKey {
        case id = "ID"
        case name = "Name"
        case serverVersion = "ServerVersion"
        case cpuCount = "NCPU"
        case memoryBytes = "MemTotal"
        case cgroupVersion = "CgroupVersion"
        case operatingSystem = "OperatingSystem"
        case operatingSystemType = "OSType"
        case containerCount = "Containers"
        case swarm = "Swarm"
    }

    private struct Swarm: Decodable {
        let nodeID: String
        let isManager: Bool

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            nodeID = fields.text(.nodeID) ?? ""
            isManager = fields.flag(.isManager) ?? false
        }

        enum CodingKeys: String, CodingKey {
            case nodeID = "NodeID"
            case isManager = "ControlAvailable"
        }
    }
}
