/// A Docker Engine and how to reach it; its labels are those of its metadata.
package struct DockerHost: Resource {
    package static let kind: String = "DockerHost"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = DockerHost.kind
    package var metadata: ObjectMeta
    package var spec: Spec
    package var status: Status?

    package init(metadata: ObjectMeta, spec: Spec, status: Status? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    package struct Spec: Sendable, Equatable, Codable {
        /// `unix:///…` or `tcp://host:port`.
        package var endpoint: String
        /// For `tcp://`; nil speaks plainly.
        package var tls: TLSFiles?
        package var stormBrake: StormBrake

        package init(endpoint: String, tls: TLSFiles? = nil, stormBrake: StormBrake = StormBrake()) {
            self.endpoint = endpoint
            self.tls = tls
            self.stormBrake = stormBrake
        }
    }

    /// When this much diverges together, nothing is done one by one.
    package struct StormBrake: Sendable, Equatable, Codable {
        package var share: Percentage
        package var minimum: Int
        /// How long it has to be less before actions go on.
        package var release: PolicyDuration

        package init(share: Percentage = Percentage(50), minimum: Int = 5, release: PolicyDuration = .minutes(2)) {
            self.share = share
            self.minimum = minimum
            self.release = release
        }
    }

    package struct Status: Sendable, Equatable, Codable {
        package var observedGeneration: Int64?
        package var conditions: [Condition]?
        package var engineVersion: String?
        /// `/info` ID: which engine it really is.
        package var engineID: String?
        package var containers: Int?
        package var leader: String?

        package init(
            observedGeneration: Int64? = nil,
            conditions: [Condition]? = nil,
            engineVersion: String? = nil,
            engineID: String? = nil,
            containers: Int? = nil,
            leader: String? = nil
        ) {
            self.observedGeneration = observedGeneration
            self.conditions = conditions
            self.engineVersion = engineVersion
            self.engineID = engineID
            self.containers = containers
            self.leader = leader
        }
    }
}
