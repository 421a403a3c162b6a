import CurlTransport
import DockerEngine
import HemoStatCore
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// Commands inside a real container.
    @Suite struct ExecProbeTests {
        @Test(
            "exit 0 passes; another code, no such program and no end in time fail; a container that is gone says nothing"
        )
        func exec() async throws {
            let docker = try await Docker.requireEngine()
            let container = try await docker.run()
            let transport = CurlTransport()
            let attempt = ProbeAttempt(
                docker: DockerClient(endpoint: try DockerEndpoint(parsing: docker.host), transport: transport),
                transport: transport
            )
            func run(_ command: String..., timeout: PolicyDuration = .seconds(30)) async -> ProbeAnswer? {
                let observed = Given.container { $0.key = ContainerKey(host: "default", id: container.id) }
                return await attempt.run(.exec(.init(command: command, probe: .init(timeout: timeout))), on: observed)
            }
            #expect(await run("true") == .passed)
            #expect(await run("sh", "-c", "exit 3") == .failed("exit code 3"))
            #expect(await run("sh", "-c", "yes | head -c 5000000") == .passed, "output is drained, not kept")
            #expect(await run("sleep", "60", timeout: .milliseconds(300)) == .failed("no end within 300ms"))
            #expect(await run("no-such-program")?.kind == .failed)
            #expect(await run("echo", "$(exit 1)") == .passed, "no shell reads it")
            await container.remove()
            #expect(await run("true") == nil)
            await transport.shutdown()
        }
    }
}
