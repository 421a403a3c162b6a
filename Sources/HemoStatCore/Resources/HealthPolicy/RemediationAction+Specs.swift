extension RemediationAction {
    package struct RestartSpec: Sendable, Equatable, Codable {
        /// From the stop signal to the kill.
        package var timeout: PolicyDuration
        package init(timeout: PolicyDuration = .seconds(10)) { self.timeout = timeout }
    }

    package struct StopSpec: Sendable, Equatable, Codable {
        /// From the stop signal to the kill.
        package var timeout: PolicyDuration
        package init(timeout: PolicyDuration = .seconds(10)) { self.timeout = timeout }
    }

    package struct SignalSpec: Sendable, Equatable, Codable {
        /// As in `docker kill --signal`: `HUP`, `SIGHUP`.
        package var name: String
        package init(name: String) { self.name = name }
    }

    /// A command run inside the container, without a shell.
    package struct ExecSpec: Sendable, Equatable, Codable {
        package var command: [String]
        package var timeout: PolicyDuration
        package init(command: [String], timeout: PolicyDuration = .seconds(30)) {
            self.command = command
            self.timeout = timeout
        }
    }

    /// More replicas of the container's Swarm service.
    package struct ScaleUpSpec: Sendable, Equatable, Codable {
        package var by: Int
        /// Replicas the service never gets more of.
        package var max: Int
        package init(by step: Int = 1, max ceiling: Int) {
            by = step
            max = ceiling
        }
    }

    /// Fewer replicas of the container's Swarm service.
    package struct ScaleDownSpec: Sendable, Equatable, Codable {
        package var by: Int
        /// Replicas the service always keeps.
        package var min: Int
        package init(by step: Int = 1, min floor: Int = 1) {
            by = step
            min = floor
        }
    }

    /// Removes leftovers of the same Compose project and service; never the target itself.
    package struct CleanupSpec: Sendable, Equatable, Codable {
        package var stoppedContainers: Bool
        package var danglingImages: Bool
        /// Anonymous volumes of the containers removed.
        package var volumes: Bool
        package init(stoppedContainers: Bool = false, danglingImages: Bool = false, volumes: Bool = false) {
            self.stoppedContainers = stoppedContainers
            self.danglingImages = danglingImages
            self.volumes = volumes
        }
    }

    /// New limits for the running container; at least one of both.
    package struct ResourcesSpec: Sendable, Equatable, Codable {
        package var memory: ByteQuantity?
        /// Cores.
        package var cpus: Double?
        package init(memory: ByteQuantity? = nil, cpus: Double? = nil) {
            self.memory = memory
            self.cpus = cpus
        }
    }
}
