import CurlTransport
import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Changes {
        private let missing = String(repeating: "0", count: 64)

        /// `sh` that says which signal it got, and goes on.
        private let listener =
            #""Cmd":["sh","-c","trap 'echo hangup' HUP; trap 'echo user' USR1; while :; do sleep 0.1; done"]"#

        @Test("unpause: a paused container runs on, a running one is as asked, a stopped one is a conflict")
        func unpause() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(#""Cmd":["sleep","300"]"#) { name in
                    try await engine.pause(name)
                    #expect(try await client.unpauseContainer(name, timeout: .seconds(20)) == .done)
                    #expect(try await client.inspectContainer(name).state.status == .running)
                    #expect(try await client.unpauseContainer(name, timeout: .seconds(20)) == .notModified)
                    _ = try await client.stopContainer(name, timeout: .zero, margin: .seconds(20))
                    let stopped = await failure { () async throws(DockerError) in
                        try await client.unpauseContainer(name, timeout: .seconds(20))
                    }
                    #expect(stopped?.code == .conflict)
                    #expect(stopped?.mayHaveHappened == false)
                }
                let gone = await failure { () async throws(DockerError) in
                    try await client.unpauseContainer(missing, timeout: .seconds(20))
                }
                #expect(gone?.code == .notFound)
            }
        }

        @Test("signals arrive by name and number; none does where nothing runs, and unknown ones are refused")
        func signals() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(listener) { name in
                    func heard() async throws -> [String] {
                        try await client.logTail(name, lines: 20, maximumBytes: 4096).lines.map(\.text)
                    }
                    for (signal, count) in [("HUP", 1), ("SIGHUP", 2), ("1", 3)] {
                        // A signal sent before the shell has set its traps ends it.
                        try await eventually("the shell to listen") {
                            let top = try await engine.send(.get, "/containers/\(name)/top")
                            return top[key: "Processes"]?.elements.count == 2
                        }
                        try await client.signalContainer(name, signal, timeout: .seconds(20))
                        try await eventually("signal \(signal)") { try await heard().count == count }
                    }
                    try await client.signalContainer(name, "USR1", timeout: .seconds(20))
                    try await eventually("the other signal") { try await heard().last == "user" }
                    #expect(try await heard() == ["hangup", "hangup", "hangup", "user"])
                    for unknown in ["FOO", "SIGNOTHING"] {
                        let error = await failure { () async throws(DockerError) in
                            try await client.signalContainer(name, unknown, timeout: .seconds(20))
                        }
                        #expect(error?.code == .badRequest)
                    }
                    _ = try await client.stopContainer(name, timeout: .zero, margin: .seconds(20))
                    let stopped = await failure { () async throws(DockerError) in
                        try await client.signalContainer(name, "HUP", timeout: .seconds(20))
                    }
                    #expect(stopped?.code == .conflict)
                }
                let gone = await failure { () async throws(DockerError) in
                    try await client.signalContainer(missing, "HUP", timeout: .seconds(20))
                }
                #expect(gone?.code == .notFound)
            }
        }

        @Test("limits are raised and lowered whatever the swap limit is, and what the engine refuses is told")
        func update() async throws {
            let mebibyte: Int64 = 1 << 20
            try await RealEngine.use { engine in
                let client = engine.client
                for host in [
                    "", #""Memory":67108864"#, #""Memory":67108864,"MemorySwap":67108864"#,
                    #""Memory":67108864,"MemorySwap":-1"#,
                ] {
                    try await engine.withContainer(#""Cmd":["sleep","300"],"HostConfig":{\#(host)}"#) { name in
                        for limit in [256 * mebibyte, 96 * mebibyte, 128 * mebibyte] {
                            _ = try await client.updateContainer(
                                name,
                                memoryBytes: limit,
                                nanoCPUs: limit * 5,
                                timeout: .seconds(20)
                            )
                            let now = try await client.inspectContainer(name).hostConfig
                            #expect(now.memoryBytes == limit)
                            #expect(now.nanoCPUs == limit * 5)
                            #expect(now.memorySwapBytes < 0 || now.memorySwapBytes >= limit)
                        }
                        for (memory, cpus) in [(1024, nil), (nil, 1_000_000_000_000)] as [(Int64?, Int64?)] {
                            let error = await failure { () async throws(DockerError) in
                                try await client.updateContainer(
                                    name,
                                    memoryBytes: memory,
                                    nanoCPUs: cpus,
                                    timeout: .seconds(20)
                                )
                            }
                            #expect(error?.code == .badRequest)
                            #expect(error?.mayHaveHappened == false)
                        }
                    }
                }
                try await engine.withContainer(#""Cmd":["sleep","300"],"HostConfig":{"CpuQuota":20000}"#) { name in
                    let warnings = try await client.updateContainer(
                        name,
                        memoryBytes: nil,
                        nanoCPUs: 500_000_000,
                        timeout: .seconds(20)
                    )
                    #expect(warnings.isEmpty)
                    let now = try await client.inspectContainer(name).hostConfig
                    #expect(now.cpuQuota == 50_000)
                    #expect(now.memoryBytes == 0)
                }
                let gone = await failure { () async throws(DockerError) in
                    try await client.updateContainer(missing, memoryBytes: 1, nanoCPUs: nil, timeout: .seconds(20))
                }
                #expect(gone?.code == .notFound)
            }
        }

        @Test("a name is given unless somebody has it, and only what does not run is removed")
        func renameAndRemove() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(#""Cmd":["sleep","300"]"#) { name in
                    let id = try await client.inspectContainer(name).id
                    try await engine.withContainer(#""Cmd":["true"]"#, starts: false) { other in
                        let taken = await failure { () async throws(DockerError) in
                            try await client.renameContainer(id, to: other, timeout: .seconds(20))
                        }
                        #expect(taken?.code == .conflict)
                    }
                    try await client.renameContainer(id, to: name + ".old", timeout: .seconds(20))
                    #expect(try await client.inspectContainer(id).name == name + ".old")
                    try await client.renameContainer(id, to: name, timeout: .seconds(20))
                    let running = await failure { () async throws(DockerError) in
                        try await client.removeContainer(id, removeAnonymousVolumes: true, timeout: .seconds(20))
                    }
                    #expect(running?.code == .conflict)
                    #expect(try await client.inspectContainer(id).state.isRunning)
                    // Removed here, and put back so that the end of the test finds its container.
                    _ = try await client.stopContainer(id, timeout: .zero, margin: .seconds(20))
                    try await client.removeContainer(id, removeAnonymousVolumes: true, timeout: .seconds(20))
                    let gone = await failure { () async throws(DockerError) in try await client.inspectContainer(id) }
                    #expect(gone?.code == .notFound)
                    try await engine.post("/containers/create?name=\(name)", #"{"Image":"\#(RealEngine.image)"}"#)
                }
                for error in [
                    await failure { () async throws(DockerError) in
                        try await client.renameContainer(missing, to: "hs-de-name", timeout: .seconds(20))
                    },
                    await failure { () async throws(DockerError) in
                        try await client.removeContainer(missing, removeAnonymousVolumes: true, timeout: .seconds(20))
                    },
                ] {
                    #expect(error?.code == .notFound)
                    #expect(error?.mayHaveHappened == false)
                }
            }
        }

        @Test("the list tells what is mounted, and the engine that it is in no Swarm")
        func facts() async throws {
            try await RealEngine.use { engine in
                try await engine.withContainer(
                    #""Volumes":{"/data":{}},"HostConfig":{"Binds":["/tmp:/x"]}"#,
                    starts: false
                ) { name in
                    let rows = try await engine.client.listContainers(all: true, filters: ["name": [name]])
                    let mounts = rows.first?.mounts.sorted { $0.destination < $1.destination } ?? []
                    #expect(mounts.map(\.type) == ["volume", "bind"])
                    #expect(mounts.first?.name.count == 64)
                    #expect(rows.first?.created ?? 0 > 1_700_000_000)
                }
                let info = try await engine.client.info()
                #expect(info.isSwarmManager == !info.swarmNodeID.isEmpty)
            }
        }
    }
}
