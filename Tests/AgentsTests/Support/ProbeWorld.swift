import CurlTransport
import HemoStatCore
import SharedState
import TestSupport

@testable import Agents
@testable import DockerEngine

/// What probes are made with: a transport, an engine, and a container whose address is this machine's.
struct ProbeWorld: Sendable {
    let transport = CurlTransport()
    /// Of the engine; nobody needs to be there for HTTP and TCP.
    var endpoint = DockerEndpoint(.unix(path: "/nowhere/docker.sock"))

    var attempt: ProbeAttempt {
        ProbeAttempt(docker: DockerClient(endpoint: endpoint, transport: transport), transport: transport)
    }

    static func container(
        address: String? = "127.0.0.1",
        startedAt: Timestamp = Given.startedAt
    ) -> ContainerObservation {
        Given.container { ($0.address, $0.startedAt) = (address, startedAt) }
    }

    static func http(_ url: String, status: [Int] = [200], timeout: PolicyDuration = .seconds(30)) -> Check {
        .http(.init(url: url, status: status, probe: .init(timeout: timeout)))
    }

    static func tcp(_ port: UInt16, timeout: PolicyDuration = .seconds(30)) -> Check {
        .tcp(.init(port: Int(port), probe: .init(timeout: timeout)))
    }

    /// Does something in such a world, which ends with it.
    static func run(_ body: (ProbeWorld) async throws -> Void) async throws {
        let world = ProbeWorld()
        do {
            try await body(world)
        } catch {
            await world.transport.shutdown()
            throw error
        }
        await world.transport.shutdown()
    }

    /// Nobody listens there: a port the kernel picked and got back may be another test's a moment later.
    static let closedPort: UInt16 = 1
}
