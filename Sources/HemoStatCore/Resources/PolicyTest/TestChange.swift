/// What happens to a container; what is not named stays as it is.
package struct TestChange: Sendable, Equatable, Codable {
    package var state: TestState?
    package var health: TestHealth?
    package var exitCode: Int?
    package var oomKilled: Bool?
    /// Who ended, paused or started it; by itself unless said.
    package var by: Cause?
    package var image: String?
    /// Percent of the limit, or of the host; `cores` in busy cores.
    package var cpu: Percentage?
    package var cores: Double?
    package var memory: Percentage?
    package var memoryBytes: ByteQuantity?
    package var pids: Int?
    package var network: Traffic?
    package var blockIO: Transfer?
    /// So many restarts by Docker happen now, one after another.
    package var restarts: Int?
    /// A line it writes now.
    package var log: String?
    /// By expectation.
    package var probes: [String: ProbeAnswer]?
    /// False while the host does not answer.
    package var reachable: Bool?
    package var removed: Bool?

    package init() {}

    package enum Cause: String, Sendable, Codable, CaseIterable {
        case itself = "Itself"
        case person = "Person"
    }

    package enum ProbeAnswer: String, Sendable, Codable, CaseIterable {
        case passing = "Passing"
        case failing = "Failing"
        case unreachable = "Unreachable"
    }

    /// Bytes per second.
    package struct Traffic: Sendable, Equatable, Codable {
        package var receive: ByteQuantity?
        package var transmit: ByteQuantity?
        package init(receive: ByteQuantity? = nil, transmit: ByteQuantity? = nil) {
            self.receive = receive
            self.transmit = transmit
        }
    }

    /// Bytes per second.
    package struct Transfer: Sendable, Equatable, Codable {
        package var read: ByteQuantity?
        package var write: ByteQuantity?
        package init(read: ByteQuantity? = nil, write: ByteQuantity? = nil) {
            self.read = read
            self.write = write
        }
    }
}
