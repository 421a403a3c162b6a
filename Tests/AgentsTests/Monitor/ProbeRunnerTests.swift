import CurlTransport
import Glibc
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents
@testable import DockerEngine

/// The runner on a clock that only the test moves, at a real server.
@Suite struct ProbeRunnerTests {
    private final class World: Sendable {
        let clock = ManualClock()
        let server: StubHTTPServer
        let answers = Box<[StubResponse]>([])
        let woken = Box<[ContainerKey]>([])
        let link: HostLink
        let runner: ProbeRunner
        let transport = CurlTransport()

        init(respond: @escaping StubHTTPServer.Responder = { _ in .ok }) throws {
            server = try StubHTTPServer(respond: respond)
            let docker = DockerClient(endpoint: DockerEndpoint(.unix(path: "/nowhere")), transport: transport)
            link = HostLink(
                host: "default",
                docker: docker,
                catalog: PolicyCatalog(),
                redis: try RedisClient(RedisEndpoint(.unix(path: "/nowhere")), logger: LogSink().logger),
                now: { [clock] in Given.zero + PolicyDuration(milliseconds: clock.now.offset.components.seconds * 1000)
                },
                lease: { nil },
                clock: clock,
                logger: LogSink().logger
            )
            let woken = woken
            runner = ProbeRunner(link: link, attempt: ProbeAttempt(docker: docker, transport: transport)) { key in
                woken.change { $0.append(key) }
            }
            link.inventory.setLive(true)
            link.inventory.put(ProbeWorld.container())
        }

        func check(every seconds: Int64 = 10, failures: Int = 3) -> Check {
            let probe = ProbeSchedule(every: .seconds(seconds), timeout: .seconds(30), failures: failures)
            return .http(.init(url: "http://{ip}:\(server.port)/\(seconds)", probe: probe))
        }

        func probe(_ check: Check) -> ProbeObservation? {
            link.inventory.container(Given.id)?.probes.first { $0.key == check.probeKey }
        }

        /// Runs the runner while the body does its checks.
        func running(_ body: () async throws -> Void) async throws {
            defer { server.close() }
            do {
                try await AgentsTests.running(await self.runner.run(), body)
            } catch {
                await transport.shutdown()
                throw error
            }
            await transport.shutdown()
        }

        /// Waits until so many attempts were made, and whoever made the last sleeps again.
        func attempts(_ count: Int) async throws {
            try await server.waitForRequests(count)
            try await eventually("\(count) answers") { woken.value.count >= count }
            try await clock.waitForSleepers()
        }
    }

    @Test("attempts at once, then each period, and has the container looked at after each")
    func period() async throws {
        let world = try World()
        try await world.running {
            let check = world.check()
            world.runner.want(Given.id, [check])
            try await world.attempts(1)
            #expect(world.probe(check)?.at == Given.zero)
            #expect(world.probe(check)?.startedAt == Given.startedAt)
            world.clock.advance(by: .milliseconds(9_999))
            #expect(world.clock.sleeperCount == 1, "not yet")
            world.clock.advance(by: .milliseconds(1))
            try await world.attempts(2)
            #expect(world.probe(check)?.at == Given.at(10))
            #expect(world.server.requests.count == 2)
            #expect(world.woken.value == [Given.key, Given.key])
        }
    }

    @Test("failures in a row are counted over attempts")
    func counts() async throws {
        let world = try World()
        try await world.running {
            world.server.enqueue(StubResponse(500), StubResponse(503), .ok)
            let check = world.check()
            world.runner.want(Given.id, [check])
            try await world.attempts(1)
            world.clock.advance(by: .seconds(10))
            try await world.attempts(2)
            #expect(world.probe(check)?.consecutiveFailures == 2)
            #expect(world.probe(check)?.message == "status 503")
            world.clock.advance(by: .seconds(10))
            try await world.attempts(3)
            #expect(world.probe(check)?.consecutiveFailures == 0)
            #expect(world.probe(check)?.hasPassed == true)
        }
    }

    @Test("wanted twice it runs once; not wanted any more it ends; wanted otherwise it begins anew")
    func wanted() async throws {
        let world = try World()
        try await world.running {
            let slow = world.check(every: 100)
            world.runner.want(Given.id, [slow])
            world.runner.want(Given.id, [slow, slow])
            try await world.attempts(1)
            world.runner.want(Given.id, [slow])
            let fast = world.check(every: 5)
            world.runner.want(Given.id, [slow, fast])
            try await world.attempts(2)
            try await world.clock.waitForSleepers(2)
            world.runner.want(Given.id, [fast])
            try await eventually("the other to end") { world.clock.sleeperCount == 1 }
            world.clock.advance(by: .seconds(5))
            try await world.attempts(3)
            world.runner.want(Given.id, [])
            try await eventually("all to end") { world.clock.sleeperCount == 0 }
            world.clock.advance(by: .seconds(1000))
            #expect(world.server.requests.map(\.path) == ["/100", "/5", "/5"])
        }
    }

    @Test("what is not wanted any more before it began never begins")
    func withdrawn() async throws {
        let world = try World()
        let check = world.check()
        // Nobody takes requests yet.
        world.runner.want(Given.id, [check])
        world.runner.want(Given.id, [])
        world.runner.want("other", [check])
        world.link.inventory.put(
            Given.container {
                $0.key = ContainerKey(host: "default", id: "other")
                $0.address = "127.0.0.1"
            }
        )
        try await world.running {
            try await world.attempts(1)
            #expect(world.woken.value.map(\.id) == ["other"])
            #expect(world.clock.sleeperCount == 1)
        }
    }

    @Test("what does not run, is not known or not fresh is not asked", arguments: ["stopped", "gone", "stale"])
    func silent(why: String) async throws {
        let world = try World()
        try await world.running {
            switch why {
            case "stopped": world.link.inventory.put(Given.container { $0.status = .exited })
            case "gone": world.link.inventory.remove(Given.id)
            default: world.link.inventory.setLive(false)
            }
            world.runner.want(Given.id, [world.check()])
            try await world.clock.waitForSleepers()
            world.clock.advance(by: .seconds(10))
            try await world.clock.waitForSleepers()
            #expect(world.server.requests.isEmpty)
            #expect(world.woken.value.isEmpty)
        }
    }

    @Test("an answer that comes when the container has been started again counts for neither run")
    func otherRun() async throws {
        let isFree = Box(false)
        let world = try World { _ in
            while !isFree.value { usleep(1_000) }
            return StubResponse(500)
        }
        try await world.running {
            let check = world.check()
            world.runner.want(Given.id, [check])
            try await world.server.waitForRequests(1)
            world.link.inventory.put(ProbeWorld.container(startedAt: Given.at(-1)))
            isFree.value = true
            try await world.clock.waitForSleepers()
            #expect(world.probe(check) == nil)
            #expect(world.woken.value.isEmpty)
            world.clock.advance(by: .seconds(10))
            try await world.attempts(1)
            #expect(world.probe(check)?.startedAt == Given.at(-1))
            #expect(world.probe(check)?.consecutiveFailures == 1)
        }
    }

    @Test("a new run's first answer begins its own count")
    func newRun() async throws {
        let world = try World { _ in StubResponse(500) }
        try await world.running {
            let check = world.check()
            world.runner.want(Given.id, [check])
            try await world.attempts(1)
            world.link.inventory.put(ProbeWorld.container(startedAt: Given.at(-1)))
            world.clock.advance(by: .seconds(10))
            try await world.attempts(2)
            #expect(world.probe(check)?.consecutiveFailures == 1)
            #expect(world.probe(check)?.startedAt == Given.at(-1))
            world.link.inventory.keepProbes([], of: Given.id)
            #expect(world.probe(check) == nil)
        }
    }

    @Test("one that was stopped while its attempt was under way leaves no answer")
    func stoppedMeanwhile() async throws {
        let isFree = Box(false)
        let world = try World { _ in
            while !isFree.value { usleep(1_000) }
            return .ok
        }
        try await world.running {
            let check = world.check()
            world.runner.want(Given.id, [check])
            try await world.server.waitForRequests(1)
            world.runner.want(Given.id, [])
            isFree.value = true
            // Another one, after which the first has surely ended.
            let other = world.check(every: 20)
            world.runner.want(Given.id, [other])
            try await world.attempts(1)
            #expect(world.probe(check) == nil)
            #expect(world.probe(other)?.last == .passed)
        }
    }
}
