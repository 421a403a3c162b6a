/// A container as the operator sees it; written by the operator alone.
package struct Container: Resource {
    package static let kind: String = "Container"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = Container.kind
    package var metadata: ObjectMeta
    package var status: Status

    package init(metadata: ObjectMeta, status: Status) {
        self.metadata = metadata
        self.status = status
    }

    package struct Status: Sendable, Equatable, Codable {
        package var containerID: String
        package var image: String
        /// Docker's word for it.
        package var state: String
        package var health: String
        package var exitCode: Int
        package var restarts: Int
        package var startedAt: Timestamp?
        package var finishedAt: Timestamp?
        /// Percent of its limit, or of the host.
        package var cpu: Double?
        package var memory: Double?
        package var memoryBytes: Int64?
        /// When the three above were read.
        package var sampledAt: Timestamp?
        /// Names of the policies in force on it, strongest first.
        package var policies: [String]
        package var phase: String?
        package var reason: String?
        package var message: String?
        package var nextEligible: Timestamp?
        package var episode: String?
        package var conditions: [Condition]?

        package init(
            containerID: String,
            image: String,
            state: String,
            health: String = "none",
            exitCode: Int = 0,
            restarts: Int = 0,
            startedAt: Timestamp? = nil,
            finishedAt: Timestamp? = nil,
            cpu: Double? = nil,
            memory: Double? = nil,
            memoryBytes: Int64? = nil,
            sampledAt: Timestamp? = nil,
            policies: [String] = [],
            phase: String? = nil,
            reason: String? = nil,
            message: String? = nil,
            nextEligible: Timestamp? = nil,
            episode: String? = nil,
            conditions: [Condition]? = nil
        ) {
            self.containerID = containerID
            self.image = image
            self.state = state
            self.health = health
            self.exitCode = exitCode
            self.restarts = restarts
            self.startedAt = startedAt
            self.finishedAt = finishedAt
            self.cpu = cpu
            self.memory = memory
            self.memoryBytes = memoryBytes
            self.sampledAt = sampledAt
            self.policies = policies
            self.phase = phase
            self.reason = reason
            self.message = message
            self.nextEligible = nextEligible
            self.episode = episode
            self.conditions = conditions
        }
    }
}
