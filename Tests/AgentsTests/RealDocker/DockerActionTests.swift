import CurlTransport
import DockerEngine
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// One intent, one call, on a real engine, with the engine's own event log as witness.
    @Suite struct DockerActionTests {
        private struct World {
            var docker: Docker
            var link: HostLink
            var container: TestSupport.TestContainer
            var transport: CurlTransport
            var client: RedisClient
            var since = Stamp.now

            func action(_ action: RemediationAction) async throws -> DockerAction {
                let seen = try #require(try await link.inspect(container.id))
                let intent = Given.intent { intent in
                    intent.action = action
                    intent.containerID = container.id
                    intent.startedAt = seen.startedAt
                }
                return DockerAction(link: link, intent: intent, status: seen.status)
            }

            func events() async throws -> [String] {
                try await container.events(since: since).map(\.action).filter { ["start", "restart"].contains($0) }
            }

            func close() async {
                await container.remove()
                await transport.shutdown()
                await client.close()
            }
        }

        private func world(command: [String] = Docker.idle) async throws -> World {
            let docker = try await Docker.requireEngine()
            let container = try await docker.run(command: command)
            let transport = CurlTransport()
            // Not connected: an action speaks to Docker alone.
            let client = try RedisClient(RedisEndpoint(.unix(path: "/nowhere")), logger: LogSink().logger)
            let link = HostLink(
                host: "default",
                docker: DockerClient(endpoint: try DockerEndpoint(parsing: docker.host), transport: transport),
                catalog: PolicyCatalog(),
                redis: client,
                now: { Given.zero },
                lease: { HeldLease(name: "host:default", holder: "me", epoch: 7, remaining: .seconds(5)) },
                logger: LogSink().logger
            )
            return World(docker: docker, link: link, container: container, transport: transport, client: client)
        }

        @Test("a restart is one restart")
        func restart() async throws {
            let world = try await world()
            var moved = world
            moved.since = .now
            let before = try await world.container.startedAt
            let action = try await moved.action(.restart(timeout: .seconds(5)))
            #expect(await action.perform() == .succeeded)
            #expect(try await world.container.startedAt != before)
            #expect(try await moved.events() == ["start", "restart"])
            // The same intent again finds another run, and leaves it alone.
            guard case .notDone = await action.perform() else {
                Issue.record("it acted on another run")
                return
            }
            #expect(try await moved.events() == ["start", "restart"])
            await world.close()
        }

        @Test("a container that crashed is started")
        func start() async throws {
            let world = try await world(command: ["sh", "-c", "[ -e /x ] && exec sleep 600; touch /x; exit 3"])
            try await eventually("the container to crash") { try await world.container.state == "exited" }
            var moved = world
            moved.since = .now
            let action = try await moved.action(.start)
            #expect(await action.perform() == .succeeded)
            #expect(try await world.container.state == "running")
            #expect(try await moved.events() == ["start"])
            await world.close()
        }

        @Test("a container that a person stopped or removed in the last instant is left alone")
        func lastInstant() async throws {
            let world = try await world()
            let action = try await world.action(.restart(timeout: .seconds(5)))
            try await world.container.perform("stop", "-t", "5")
            var moved = world
            moved.since = .now
            #expect(await action.perform() == .notDone("it became exited in the last instant"))
            #expect(try await world.container.state == "exited")
            await world.container.remove()
            #expect(await action.perform() == .notDone("the container is gone"))
            #expect(try await moved.events().isEmpty)
            await world.close()
        }

        @Test("an event that said unhealthy is not acted upon when the last look disagrees")
        func healthDisagrees() async throws {
            let world = try await world()
            var action = try await world.action(.restart(timeout: .seconds(5)))
            action.health = .unhealthy
            var moved = world
            moved.since = .now
            #expect(await action.perform() == .notDone("its health became none in the last instant"))
            #expect(try await moved.events().isEmpty)
            await world.close()
        }
    }
}
