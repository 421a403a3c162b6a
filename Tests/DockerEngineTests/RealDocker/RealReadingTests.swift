import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Readings {
        @Test("a busy container's stats show its CPU and memory")
        func stats() async throws {
            let settings = #"""
                "Cmd":["sh","-c","while :; do :; done"],"HostConfig":{"Memory":67108864,"NanoCpus":200000000}
                """#
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(settings) { name in
                    let id = try await client.inspectContainer(name).id
                    let readings = try await withDeadline("two readings") {
                        var readings: [ContainerStats] = []
                        for try await reading in try await client.stats(name) {
                            readings.append(reading)
                            if reading.cpuPercent ?? 0 > 0 { break }
                        }
                        return readings
                    }
                    #expect(readings.first?.cpuPercent == nil)
                    let last = try #require(readings.last)
                    #expect(last.containerID == id)
                    #expect(last.cpuPercent ?? 0 > 1)
                    #expect(last.memoryBytes ?? 0 > 0)
                    #expect(last.memoryLimitBytes == 64 << 20)
                    #expect(last.pids ?? 0 > 0)
                    #expect(last.hasReading)
                    #expect(try await client.statsOnce(name).cpuPercent != nil)
                    _ = try await client.stopContainer(name, timeout: .zero, margin: .seconds(20))
                    #expect(try await !client.statsOnce(name).hasReading)
                }
            }
        }

        @Test("a log's tail keeps the streams apart")
        func framedLog() async throws {
            let script = "for i in 1 2 3; do echo out $i; echo err $i >&2; done"
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(#""Cmd":["sh","-c","\#(script)"]"#) { name in
                    try await eventually("the end of the script") {
                        try await client.inspectContainer(name).state.status == .exited
                    }
                    let tail = try await client.logTail(name, lines: 100, maximumBytes: 1 << 16)
                    #expect(tail.lines.filter { $0.source == .output }.map(\.text) == ["out 1", "out 2", "out 3"])
                    #expect(tail.lines.filter { $0.source == .error }.map(\.text) == ["err 1", "err 2", "err 3"])
                    #expect(!tail.isTruncated)
                    #expect(try await client.logTail(name, lines: 2, maximumBytes: 1 << 16).lines.count == 2)
                    let capped = try await client.logTail(name, lines: 100, maximumBytes: 14)
                    #expect(capped.lines.count == 2)
                    #expect(capped.isTruncated)
                    let future = try await client.logTail(
                        name,
                        lines: 9,
                        since: 9_000_000_000_000_000_000,
                        maximumBytes: 99
                    )
                    #expect(future.lines.isEmpty)
                }
            }
        }

        @Test("a terminal's log is read without frames")
        func terminalLog() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(#""Tty":true,"Cmd":["sh","-c","echo first; echo second"]"#) { name in
                    try await eventually("the end of the script") {
                        try await client.inspectContainer(name).state.status == .exited
                    }
                    #expect(try await client.inspectContainer(name).config.hasTerminal)
                    let tail = try await client.logTail(name, lines: 10, maximumBytes: 1 << 16)
                    #expect(tail.lines.map(\.text) == ["first", "second"])
                    #expect(tail.lines.first?.source == .terminal)
                }
            }
        }
    }
}
