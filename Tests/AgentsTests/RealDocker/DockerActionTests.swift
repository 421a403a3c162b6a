import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

extension RealDocker {
    /// One intent, one call, on a real engine, with the engine's own event log as witness.
    @Suite struct DockerActionTests {
        private func events(_ container: Subject, since: Stamp) async throws -> [String] {
            try await container.events(since: since).map(\.action).filter { !$0.hasPrefix("exec_") }
        }

        @Test("a restart is one restart; the same intent again finds another run, and leaves it alone")
        func restart() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run()
                let before = try await container.startedAt
                let since = Stamp.now
                let action = try await bench.action(.restart(timeout: .seconds(5)), on: container.id)
                #expect(await action.perform() == ActionReport(.succeeded))
                #expect(try await container.startedAt != before)
                let told = ["kill", "die", "stop", "start", "restart"]
                #expect(try await events(container, since: since) == told)
                let again = await action.perform()
                #expect(again == ActionReport(.notDone("it was started again by others in the last instant")))
                #expect(try await events(container, since: since) == told)
                #expect(bench.asked.count == 1)
            }
        }

        @Test("a container that crashed is started, once")
        func start() async throws {
            try await ActionBench.open { bench in
                let command = ["sh", "-c", "[ -e /x ] && exec sleep 600; touch /x; exit 3"]
                let container = try await bench.run(command: command)
                try await eventually("the container to crash") { try await container.state == "exited" }
                let since = Stamp.now
                let action = try await bench.action(.start, on: container.id)
                #expect(await action.perform() == ActionReport(.succeeded))
                #expect(try await container.state == "running")
                #expect(await action.perform()?.outcome != .succeeded)
                #expect(try await events(container, since: since) == ["start"])
            }
        }

        @Test("stop, unpause and signal do what they say, once")
        func simple() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run(
                    command: [
                        "sh", "-c",
                        "trap 'touch /hup' HUP; trap 'exit 143' TERM; while :; do sleep 3600 & wait $!; done",
                    ]
                )
                #expect(try await bench.perform(.signal(.init(name: "HUP")), on: container) == ActionReport(.succeeded))
                try await eventually("the signal to be heeded") {
                    try await container.exec("test", "-e", "/hup")
                    return true
                }
                try await container.perform("pause")
                let unpause = try await bench.action(.unpause, on: container.id)
                #expect(await unpause.perform() == ActionReport(.succeeded))
                #expect(try await container.state == "running")
                #expect(await unpause.perform() == ActionReport(.notDone("it became running in the last instant")))
                let since = Stamp.now
                let stop = try await bench.action(.stop(.init(timeout: .seconds(5))), on: container.id)
                #expect(await stop.perform() == ActionReport(.succeeded))
                #expect(try await events(container, since: since) == ["kill", "die", "stop"])
                #expect(await stop.perform() == ActionReport(.notDone("it became exited in the last instant")))
                #expect(bench.asked.count == 3)
            }
        }

        @Test("a container that a person stopped or removed in the last instant is left alone")
        func lastInstant() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run()
                let action = try await bench.action(.restart(timeout: .seconds(5)), on: container.id)
                try await container.perform("stop", "-t", "5")
                #expect(await action.perform() == ActionReport(.notDone("it became exited in the last instant")))
                #expect(try await container.state == "exited")
                await container.remove()
                #expect(await action.perform() == ActionReport(.notDone("the container is gone")))
                #expect(bench.asked.isEmpty)
            }
        }

        @Test("an event that said unhealthy is not acted upon when the last look disagrees")
        func healthDisagrees() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run()
                var action = try await bench.action(.restart(timeout: .seconds(5)), on: container.id)
                var target = action.target
                target.health = .unhealthy
                action = DockerAction(link: bench.link, intent: action.intent, target: target, mindsHealth: true)
                #expect(await action.perform() == ActionReport(.notDone("its health became none in the last instant")))
                #expect(bench.asked.isEmpty)
            }
        }

        @Test("limits are set while it runs; less memory than it uses is refused before docker is asked")
        func resources() async throws {
            try await ActionBench.open { bench in
                let container = try await bench.run(["-m", "64m", "--cpus", "0.5"])
                let wanted = RemediationAction.updateResources(
                    .init(memory: ByteQuantity(bytes: 128 << 20), cpus: 0.75)
                )
                let report = try #require(try await bench.perform(wanted, on: container))
                #expect(report.outcome == .succeeded)
                let limits = try await container.inspect("{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}")
                #expect(limits == "134217728 750000000")
                var action = try await bench.action(
                    .updateResources(.init(memory: ByteQuantity(bytes: 8 << 20))),
                    on: container.id
                )
                var target = action.target
                target.sample = MetricSample(
                    at: bench.link.now(),
                    cpuPercent: 1,
                    onlineCPUs: 1,
                    memoryUsage: 9 << 20,
                    memoryLimit: 128 << 20
                )
                action = DockerAction(link: bench.link, intent: action.intent, target: target)
                let refused = ActionReport(.failed("it uses 9Mi of memory; with 8Mi it would be killed"))
                #expect(await action.perform() == refused)
                #expect(bench.asked.count == 1)
            }
        }

        @Test("evidence is written before the call, without secrets; without a record nothing is done")
        func evidence() async throws {
            try await ActionBench.open { bench in
                let script = "echo ready; printf 'pass\\033[1mword=hunter2\\n'; while :; do sleep 3600 & wait $!; done"
                let container = try await bench.run(
                    ["--label", "tier=front"] + Docker.healthCheck("echo token=abc123; false"),
                    command: ["sh", "-c", "trap 'exit 143' TERM; \(script)"]
                )
                try await container.waitForHealth("unhealthy")
                let action = try await bench.action(.restart(timeout: .seconds(5)), on: container.id)
                let recorded = Box<Bool?>(nil)
                let key = RedisKeys.evidence(intent: action.intent.id)
                bench.judge.value = { _, _ in
                    recorded.value = bench.exists(key)
                    return .forward
                }
                #expect(await action.perform()?.outcome == .succeeded)
                #expect(recorded.value == true, "before the call")
                let evidence = try #require(try await bench.evidence(of: action))
                #expect(evidence.log?.lines == ["ready", "password=[redacted]"])
                #expect(evidence.facts?.status == "running" && evidence.facts?.health == "unhealthy")
                #expect(evidence.facts?.lastCheck?.output.hasPrefix("token=[redacted]") == true)
                #expect(evidence.facts?.labels == ["tier"])
                #expect(evidence.missing.filter { $0 != .environment } == [.metrics])
                let left = try #require(try await bench.redis.client.command("TTL", key).asInteger)
                #expect(left > 6 * 86_400 && left <= 7 * 86_400)

                let asked = bench.asked.count
                let next = try await bench.action(.restart(timeout: .seconds(5)), on: container.id)
                await bench.redis.server.stop()
                guard case .notDone(let reason)? = await next.perform()?.outcome else {
                    Issue.record("it acted without a record")
                    return
                }
                #expect(reason.contains("evidence"))
                #expect(bench.asked.count == asked)
            }
        }

        @Test("values of the container's own secret variables are hidden wherever its log has them")
        func environment() async throws {
            try await ActionBench.open { bench in
                let work =
                    "echo using $DB_PASSWORD at $PLACE; trap 'exit 143' TERM; while :; do sleep 3600 & wait $!; done"
                let variables = ["-e", "DB_PASSWORD=geheim-4711", "-e", "PLACE=here"]
                let container = try await bench.run(variables, command: ["sh", "-c", work])
                try await eventually("its line") {
                    try await bench.docker.command(["logs", container.name]).contains("here")
                }
                let action = try await bench.action(.restart(timeout: .seconds(5)), on: container.id)
                #expect(await action.perform()?.outcome == .succeeded)
                let evidence = try #require(try await bench.evidence(of: action))
                #expect(evidence.log?.lines == ["using [redacted] at here"])
                #expect(!evidence.missing.contains(.environment))
            }
        }

        @Test("in a network whose container has ended nothing is started, and it is no refusal")
        func withoutNetwork() async throws {
            try await ActionBench.open { bench in
                let parent = try await bench.run()
                let child = try await bench.run(["--network", "container:\(parent.id)"], command: ["false"])
                try await eventually("its end") { try await child.state == "exited" }
                try await parent.perform("kill")
                for action in [RemediationAction.start, .restart(timeout: .seconds(1))] {
                    let asked = bench.asked.count
                    let report = await (try bench.action(action, on: child.id)).perform()
                    #expect(report?.outcome == .notDone("the container whose network it shares does not run"))
                    #expect(bench.asked.count == asked)
                }
            }
        }
    }
}
