/// What is known about one Docker host, as the replica that leads it wrote it last.
package struct HostStatus: Sendable, Equatable, Codable {
    package var name: String
    package var endpoint: String
    package var isReachable: Bool
    /// Why it is not reachable, or empty.
    package var message: String
    package var engineVersion: String
    /// `/info` ID: which engine it really is.
    package var engineID: String
    package var containers: Int
    /// How many containers each policy selects.
    package var matches: [String: Int]
    /// What people should know of each policy here though nothing diverges.
    package var findings: [PolicyFinding]?
    package var leader: String
    package var epoch: Int64
    package var at: Timestamp

    package init(
        name: String,
        endpoint: String,
        isReachable: Bool,
        message: String = "",
        engineVersion: String = "",
        engineID: String = "",
        containers: Int = 0,
        matches: [String: Int] = [:],
        findings: [PolicyFinding]? = nil,
        leader: String,
        epoch: Int64,
        at: Timestamp
    ) {
        self.name = name
        self.endpoint = endpoint
        self.isReachable = isReachable
        self.message = message
        self.engineVersion = engineVersion
        self.engineID = engineID
        self.containers = containers
        self.matches = matches
        self.findings = findings
        self.leader = leader
        self.epoch = epoch
        self.at = at
    }
}
