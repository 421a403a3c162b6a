import Testing

@testable import DockerEngine

@Suite struct ContainerInspectionTests {
    private func inspection(_ name: String) throws -> ContainerInspection {
        try EngineJSON.decode(ContainerInspection.self, from: FixtureFiles.load(name))
    }

    @Test("Docker 20.10: an unhealthy container")
    func unhealthy() throws {
        let container = try inspection("docker-20.10/inspect-unhealthy.json")
        #expect(container.name == "hs-de-fix1")
        #expect(container.config.image == "hemostat-test/busybox")
        #expect(container.config.labels == ["com.example.a": "1"])
        #expect(container.config.hasHealthcheck)
        #expect(!container.config.hasTerminal)
        #expect(container.hostConfig.memoryBytes == 64 << 20)
        #expect(container.hostConfig.nanoCPUs == 500_000_000)
        #expect(container.hostConfig.restartPolicy == RestartPolicy(name: "on-failure", maximumRetryCount: 3))
        #expect(container.state.status == .running)
        #expect(container.state.health?.status == .unhealthy)
        #expect(container.state.health?.failingStreak == 4)
        #expect(container.state.health?.lastCheck?.exitCode == 1)
        #expect(container.state.health?.lastCheck?.output == "probe failed\n")
        #expect(container.ipAddress == "172.17.0.2")
        #expect(container.mounts.map(\.destination) == ["/data"])
        #expect(ContainerState.isNever(container.state.finishedAt))
        #expect(!ContainerState.isNever(container.state.startedAt))
    }

    @Test("Docker 20.10: exited, OOM-killed, paused")
    func ends() throws {
        let exited = try inspection("docker-20.10/inspect-exited.json").state
        #expect(exited.status == .exited)
        #expect(exited.exitCode == 3)
        #expect(exited.health == nil)
        let killed = try inspection("docker-20.10/inspect-oom.json").state
        #expect(killed.isOOMKilled)
        #expect(killed.exitCode == 137)
        let paused = try inspection("docker-20.10/inspect-paused.json")
        #expect(paused.state.status == .paused)
        #expect(paused.state.isRunning)
        #expect(paused.hostConfig.cpuQuota == 50_000)
        #expect(paused.hostConfig.cpusetCPUs == "0,1")
        #expect(paused.hostConfig.networkMode == "host")
        #expect(paused.ipAddress == nil)
    }

    @Test("a container whose checks are not running reads as unhealthy with a streak of nothing")
    func unhealthyWithoutChecks() throws {
        for name in ["docker-20.10/inspect-paused.json", "docker-20.10/inspect-oom.json"] {
            let health = try #require(try inspection(name).state.health)
            #expect(health.status == .unhealthy)
            #expect(health.failingStreak == 0)
        }
    }

    @Test("Docker 24 and 29: Compose container, addresses only by network", arguments: ["24.0", "29.0"])
    func compose(release: String) throws {
        let container = try inspection("docker-\(release)/inspect.json")
        #expect(container.name == "shop-web-1")
        #expect(container.config.labels["com.docker.compose.service"] == "web")
        #expect(container.restartCount == 2)
        #expect(container.hostConfig.nanoCPUs == 1_500_000_000)
        #expect(container.state.health?.status == .healthy)
        #expect(container.networks.map(\.name) == ["back", "shop_default"])
        #expect(container.ipAddress == "10.9.0.7")
    }

    @Test("Docker 29: restarting, health check switched off, null instead of lists")
    func restarting() throws {
        let container = try inspection("docker-29.0/inspect-restarting.json")
        #expect(container.state.status == .restarting)
        #expect(!container.config.hasHealthcheck)
        #expect(container.state.health == nil)
        #expect(container.mounts.isEmpty)
        #expect(container.config.labels.isEmpty)
        #expect(container.ipAddress == nil)
    }

    @Test("Podman 4.3: no health check is an empty status")
    func podman() throws {
        let unhealthy = try inspection("podman-4.3/inspect-unhealthy.json")
        #expect(unhealthy.state.health?.status == .unhealthy)
        #expect(unhealthy.name == "hs-de-pod1")
        let exited = try inspection("podman-4.3/inspect-exited.json")
        #expect(exited.state.health?.status == HealthStatus.none)
        #expect(exited.state.exitCode == 3)
        #expect(!exited.config.hasHealthcheck)
        let created = try inspection("podman-4.3/inspect-created.json").state
        #expect(created.status == .created)
        #expect(ContainerState.isNever(created.startedAt))
    }

    @Test("older Podman spells health Healthcheck, and has words of its own")
    func oldPodman() throws {
        let text = #"{"Id":"x","State":{"Status":"configured","Healthcheck":{"Status":"starting","Log":null}}}"#
        let state = try EngineJSON.decode(ContainerInspection.self, from: Array(text.utf8)).state
        #expect(state.status == .created)
        #expect(state.health?.status == .starting)
        #expect(state.health?.lastCheck == nil)
        #expect(ContainerStatus(engineWord: "stopped") == .exited)
        #expect(ContainerStatus(engineWord: "floating") == nil)
        #expect(HealthStatus(engineWord: "poorly") == nil)
    }

    @Test("without a known word the flags say the status")
    func flags() throws {
        let text = #"{"Id":"x","State":{"Status":"floating","Running":"true","ExitCode":"3"}}"#
        let state = try EngineJSON.decode(ContainerInspection.self, from: Array(text.utf8)).state
        #expect(state.status == .running)
        #expect(state.exitCode == 3)
    }

    @Test("a check's output is kept to a kibibyte")
    func longOutput() throws {
        let output = String(repeating: "é", count: 4000)
        let text = #"{"Id":"x","State":{"Health":{"Log":[{"Output":"old"},{"Output":"\#(output)"}]}}}"#
        let state = try EngineJSON.decode(ContainerInspection.self, from: Array(text.utf8)).state
        #expect(state.health?.lastCheck?.output.utf8.count == 1024)
    }

    @Test("list rows: own names, labels and status of every engine")
    func summaries() throws {
        func rows(_ name: String) throws -> [ContainerSummary] {
            try EngineJSON.decode([ContainerSummary].self, from: FixtureFiles.load(name))
        }
        let docker = try rows("docker-20.10/containers.json")
        #expect(docker.map(\.name) == ["hs-de-fix2", "hs-de-fix1"])
        #expect(docker.map(\.status) == [.exited, .running])
        let linked = try rows("docker-29.0/containers.json")
        #expect(linked[0].names == ["shop-web-1"])
        #expect(linked[1].status == .removing)
        #expect(linked[1].name == linked[1].id)
        let podman = try rows("podman-4.3/containers.json")
        #expect(podman.map(\.status) == [.running, .created, .exited])
    }

    @Test("engines tell who they are")
    func engines() throws {
        func version(_ engine: String) throws -> EngineVersion {
            try EngineJSON.decode(EngineVersion.self, from: FixtureFiles.load("\(engine)/version.json"))
        }
        #expect(try version("docker-20.10").apiVersion == "1.41")
        #expect(try !version("docker-20.10").isPodman)
        #expect(try version("docker-29.0").minAPIVersion == "1.44")
        #expect(try version("podman-4.3").isPodman)
        let info = try EngineJSON.decode(EngineInfo.self, from: FixtureFiles.load("docker-20.10/info.json"))
        #expect(info.id == "FYD7:BIRK:MDEZ:YFG5:YBTZ:BNWI:P7CL:CUTG:GSWE:XY7K:KEHB:PR67")
        #expect(info.cpuCount == 2)
        #expect(info.cgroupVersion == "1")
        let podman = try EngineJSON.decode(EngineInfo.self, from: FixtureFiles.load("podman-4.3/info.json"))
        #expect(podman.memoryBytes == 25_276_502_016)
    }
}
