import Synchronization

/// A network of its own: a hub, where servers run, and machines around it, whose cables can be pulled.
///
/// Nothing else reaches it, and it reaches nothing else, so its addresses and ports are free by themselves. It needs root and
/// `iproute2`, and leaves no trace: its namespaces end with the processes in them.
package final class TestNetwork: Sendable {
    package let hub: TestMachine
    private let machines = Mutex<[TestMachine]>([])

    private init(hub: TestMachine) { self.hub = hub }

    /// - Throws: `SystemError`, `AwaitError`, `CommandError`.
    package static func start() async throws -> TestNetwork {
        TestNetwork(hub: try await TestMachine(name: "hub", address: "10.77.0.1", hub: nil))
    }

    deinit { close() }

    /// Adds a machine, its name at most 15 bytes long.
    /// - Throws: `SystemError`, `AwaitError`, `CommandError`.
    package func addMachine(_ name: String) async throws -> TestMachine {
        let number = machines.withLock { $0.count }
        let machine = try await TestMachine(name: name, address: "10.77.0.\(number + 11)", hub: hub)
        machines.withLock { $0.append(machine) }
        return machine
    }

    /// Ends the holders of its namespaces; idempotent.
    package func close() {
        for machine in machines.withLock({ $0 }) { machine.close() }
        hub.close()
    }
}
