import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents
@testable import DockerEngine

/// What engines say, in the Core's terms: from documents that engines of several versions gave.
@Suite struct ObservationTests {
    private func observation(_ name: String, hostAddress: String = "127.0.0.1") throws -> ContainerObservation {
        let bytes = try Files.bytes(of: "\(Repository.path)/Tests/DockerEngineTests/Fixtures/\(name).json")
        return try StateJSON.decode(ContainerInspection.self, from: bytes).observation(
            host: "west",
            hostAddress: hostAddress
        )
    }

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    @Test("Docker 20.10: unhealthy, with a CPU limit and a restart policy")
    func unhealthy() throws {
        let expected = ContainerObservation(
            key: ContainerKey(host: "west", id: "2c8cfefbea4ea19221f7dc6dd8c379be55aaadeddced33649d02ba8cba6717ce"),
            name: "hs-de-fix1",
            image: "hemostat-test/busybox",
            imageID: "sha256:89f44032b95460089ff3a425bc5b7a6822649328c49dd4c97489a3028b3c522a",
            labels: ["com.example.a": "1"],
            status: .running,
            health: .unhealthy,
            startedAt: try time("2026-11-22T15:00:30.223302Z"),
            restartPolicy: RestartPolicy(name: "on-failure", maximumRetryCount: 3),
            address: "172.17.0.2",
            networkMode: "default",
            networks: ["bridge"],
            volumes: ["e9bdc19cf1fea8ac9b247f119f906b6ed5eb08b2ae142613f5d58193299e41ea"],
            cpuLimitCores: 0.5
        )
        #expect(try observation("docker-20.10/inspect-unhealthy") == expected)
    }

    @Test("exited, with its code and both times, without a health check")
    func exited() throws {
        let container = try observation("docker-20.10/inspect-exited")
        #expect(container.status == .exited)
        #expect(container.health == .none)
        #expect(container.exitCode == 3)
        #expect(try container.startedAt == time("2026-11-22T15:00:30.461198Z"))
        #expect(try container.finishedAt == time("2026-11-22T15:00:30.464107Z"))
        #expect(container.cpuLimitCores == nil)
        #expect(!container.oomKilled)
    }

    @Test("killed for its memory; the quota without a period is of Docker's 100 ms")
    func outOfMemory() throws {
        let container = try observation("docker-20.10/inspect-oom")
        #expect(container.oomKilled)
        #expect(container.exitCode == 137)
        #expect(container.cpuLimitCores == 0.5)
    }

    @Test("on its host's network a container is where the host is; without one it is nowhere")
    func addresses() throws {
        #expect(try observation("docker-20.10/inspect-paused", hostAddress: "10.0.0.9").address == "10.0.0.9")
        #expect(try observation("docker-20.10/inspect-exited", hostAddress: "10.0.0.9").address == nil)
    }

    @Test("paused")
    func paused() throws {
        let container = try observation("docker-20.10/inspect-paused")
        #expect(container.status == .paused)
        #expect(container.finishedAt == nil)
        #expect(container.restartPolicy == RestartPolicy(name: "unless-stopped"))
    }

    @Test("Docker 24 and 29: of Compose", arguments: ["docker-24.0/inspect", "docker-29.0/inspect"])
    func compose(name: String) throws {
        let container = try observation(name)
        #expect(container.ledgerKey == "compose/shop/web/1")
        #expect(container.health == .healthy)
        #expect(container.restartCount == 2)
        #expect(container.cpuLimitCores == 1.5)
    }

    @Test("Docker 29: being restarted by its policy")
    func restarting() throws {
        let container = try observation("docker-29.0/inspect-restarting")
        #expect(container.status == .restarting)
        #expect(container.labels.isEmpty)
        #expect(container.exitCode == 1)
    }

    @Test("Podman: created and never started; an empty restart policy; an empty health")
    func podman() throws {
        let created = try observation("podman-4.3/inspect-created")
        #expect(created.status == .created)
        #expect(created.startedAt == nil)
        #expect(created.health == .none)
        #expect(!created.restartPolicy.brings(backAfter: 1, restartCount: 0))
        #expect(try observation("podman-4.3/inspect-exited").exitCode == 3)
        #expect(try observation("podman-4.3/inspect-unhealthy").health == .unhealthy)
    }

    @Test("a sample takes every figure; without a CPU percentage there is none")
    func sample() throws {
        func stats(_ name: String) throws -> ContainerStats {
            let bytes = try Files.bytes(of: "\(Repository.path)/Tests/DockerEngineTests/Fixtures/\(name).json")
            return ContainerStats(try StateJSON.decode(StatsDocument.self, from: bytes))
        }
        let sample = try #require(try stats("docker-29.0/stats").sample(now: Given.zero))
        #expect(sample.at == Given.zero)
        #expect(sample.cpuPercent == 50)
        #expect(sample.memoryUsage == 209_715_200 - 83_886_080)
        #expect(sample.networkReceivedBytes == 1030)
        #expect(sample.networkTransmittedBytes == 2040)
        #expect(sample.blockReadBytes == 5120)
        #expect(sample.blockWrittenBytes == 8192)
        #expect(try stats("docker-29.0/stats-first").sample(now: Given.zero) == nil)
        #expect(try stats("docker-20.10/stats-stopped").sample(now: Given.zero) == nil)
    }

    @Test(
        "events are reduced to what decisions look at",
        arguments: [
            (#""Action":"start""#, .start), (#""Action":"die","exitCode":"3""#, .die(exitCode: 3)),
            (#""Action":"die""#, .die(exitCode: 0)), (#""Action":"stop""#, .stop),
            (#""Action":"kill","signal":"15""#, .kill(signal: 15)),
            (#""Action":"kill","signal":"SIGTERM""#, .kill(signal: nil)), (#""Action":"kill""#, .kill(signal: nil)),
            (#""Action":"oom""#, .oom), (#""Action":"destroy""#, .destroy), (#""Action":"restart""#, .other),
            (#""Action":"health_status: unhealthy""#, .other), (#""Action":"pause""#, .pause),
            (#""Action":"unpause""#, .unpause), (#""Action":"rename","oldName":"/web""#, .rename),
            (#""Action":"destroy""#, .destroy), (#""Action":"create""#, .other),
        ] as [(String, ContainerEvent.Action)]
    )
    func events(facts: String, action: ContainerEvent.Action) throws {
        let parts = facts.split(separator: ",", maxSplits: 1)
        let attributes = parts.count == 2 ? "{\(parts[1])}" : "{}"
        let line = """
            {"Type":"container",\(parts[0]),"Actor":{"ID":"beef","Attributes":\(attributes)},
             "timeNano":1762164000123456789}
            """
        let event = try StateJSON.decode(EngineEvent.self, from: line.utf8)
        let expected = Timestamp(microseconds: 1_762_164_000_123_456)
        #expect(event.containerEvent == ContainerEvent(action: action, at: expected))
    }
}
