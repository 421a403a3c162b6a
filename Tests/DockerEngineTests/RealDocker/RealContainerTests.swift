import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Containers {
        @Test("the engine says what it is")
        func system() async throws {
            try await RealEngine.use { engine in
                let version = try await engine.client.version()
                #expect(APIVersion(version.apiVersion) != nil)
                let info = try await engine.client.info()
                #expect(!info.id.isEmpty)
                #expect(info.cpuCount > 0)
                #expect(info.memoryBytes > 0)
                #expect(info.serverVersion == version.version)
                #expect(engine.client.apiVersion != nil)
            }
        }

        @Test("a container is listed and inspected as it was made")
        func listAndInspect() async throws {
            let settings = #"""
                "Cmd":["sleep","300"],"Healthcheck":{"Test":["CMD","false"],"Interval":3600000000000},
                "HostConfig":{"Memory":33554432,"NanoCpus":250000000,"RestartPolicy":{"Name":"on-failure",
                "MaximumRetryCount":2}}
                """#
            try await RealEngine.use { engine in
                try await engine.withContainer(settings) { name in
                    let rows = try await engine.client.listContainers(all: false, filters: ["label": ["hs-de=\(name)"]])
                    #expect(rows.map(\.name) == [name])
                    #expect(rows.first?.status == .running)
                    let container = try await engine.client.inspectContainer(name)
                    #expect(container.id == rows.first?.id)
                    #expect(container.config.labels["hs-de"] == name)
                    #expect(container.config.image == RealEngine.image)
                    #expect(container.config.hasHealthcheck)
                    #expect(container.state.health?.status == .starting)
                    #expect(container.state.pid > 0)
                    #expect(container.hostConfig.memoryBytes == 32 << 20)
                    #expect(container.hostConfig.nanoCPUs == 250_000_000)
                    #expect(container.hostConfig.restartPolicy.maximumRetryCount == 2)
                    #expect(!ContainerState.isNever(container.state.startedAt))
                    #expect(try await engine.client.inspectContainer(container.id) == container)
                }
            }
        }

        @Test("running, stopped and paused containers answer start and stop as they should")
        func startAndStop() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                // As process 1 sleep ignores SIGTERM, so a stop of zero seconds goes straight to SIGKILL.
                try await engine.withContainer(#""Cmd":["sleep","300"]"#) { name in
                    #expect(try await client.startContainer(name, timeout: .seconds(30)) == .notModified)
                    #expect(try await client.stopContainer(name, timeout: .zero, margin: .seconds(20)) == .done)
                    let stopped = try await client.inspectContainer(name).state
                    #expect(stopped.status == .exited)
                    #expect(stopped.exitCode == 137)
                    #expect(try await client.stopContainer(name, timeout: .zero, margin: .seconds(20)) == .notModified)
                    #expect(try await client.startContainer(name, timeout: .seconds(30)) == .done)
                    let started = try await client.inspectContainer(name).state
                    try await client.restartContainer(name, timeout: .zero, margin: .seconds(20))
                    let restarted = try await client.inspectContainer(name).state
                    #expect(restarted.isRunning)
                    #expect(restarted.startedAt > started.startedAt)
                    try await engine.pause(name)
                    let error = await failure { () async throws(DockerError) in
                        try await client.startContainer(name, timeout: .seconds(30))
                    }
                    #expect(error?.code == .conflict)
                    #expect(error?.mayHaveHappened == false)
                    #expect(try await client.inspectContainer(name).state.status == .paused)
                }
            }
        }

        @Test("what is not there is not found")
        func missing() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                let name = "hs-de-missing"
                for error in [
                    await failure { () async throws(DockerError) in try await client.inspectContainer(name) },
                    await failure { () async throws(DockerError) in try await client.stats(name) },
                    await failure { () async throws(DockerError) in
                        try await client.logTail(name, lines: 1, maximumBytes: 1)
                    },
                    await failure { () async throws(DockerError) in
                        try await client.restartContainer(name, timeout: .zero, margin: .seconds(10))
                    },
                    await failure { () async throws(DockerError) in
                        try await client.startContainer(name, timeout: .seconds(10))
                    },
                ] {
                    #expect(error?.code == .notFound)
                    #expect(error?.mayHaveHappened == false)
                    #expect(error?.message.contains(name) == true)
                }
            }
        }
    }
}
