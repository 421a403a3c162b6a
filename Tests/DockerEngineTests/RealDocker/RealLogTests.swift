import Synchronization
import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Logs {
        /// Counts to three, then waits for the end.
        private static let script = "for i in 1 2 3; do echo out $i; echo err $i >&2; sleep 0.1; done"

        private func lines(_ name: String, _ engine: RealEngine, since: Int64?) async throws -> [LogLine] {
            try await withDeadline("the log's end", .seconds(60)) {
                var lines: [LogLine] = []
                for try await line in try await engine.client.followLogs(name, since: since) { lines.append(line) }
                return lines
            }
        }

        @Test("a log is followed from its start to the container's end, its streams apart")
        func framed() async throws {
            try await RealEngine.use { engine in
                try await engine.withContainer(#""Cmd":["sh","-c","\#(Self.script)"]"#) { name in
                    let lines = try await lines(name, engine, since: 1)
                    #expect(lines.filter { $0.source == .output }.map(\.text) == ["out 1", "out 2", "out 3"])
                    #expect(lines.filter { $0.source == .error }.map(\.text) == ["err 1", "err 2", "err 3"])
                    let times = lines.filter { $0.source == .output }.compactMap(\.time)
                    #expect(times.count == 3)
                    #expect(times == times.sorted())
                    #expect((times.last ?? 0) - (times.first ?? 0) >= 200_000_000)
                    // The same lines with the same times, as a tail and from a moment on.
                    let tail = try await engine.client.logTail(name, lines: 99, timestamps: true, maximumBytes: 4096)
                    #expect(tail.lines.filter { $0.source == .output } == lines.filter { $0.source == .output })
                    let later = try await self.lines(name, engine, since: times.last)
                    #expect(later.filter { $0.source == .output }.map(\.text) == ["out 3"])
                }
            }
        }

        @Test("a terminal's log is followed too")
        func terminal() async throws {
            try await RealEngine.use { engine in
                let settings = #""Tty":true,"Cmd":["sh","-c","echo first; sleep 0.2; echo second; sleep 0.5"]"#
                try await engine.withContainer(settings) { name in
                    let lines = try await lines(name, engine, since: 1)
                    #expect(lines.map(\.text) == ["first", "second"])
                    #expect(lines.allSatisfy { $0.source == .terminal && $0.time != nil })
                }
            }
        }

        @Test("a silent container is waited for; only what comes after now comes; a stop is the end")
        func live() async throws {
            try await RealEngine.use { engine in
                let script = "echo before; trap exit TERM; while :; do sleep 3600 & wait; done"
                try await engine.withContainer(#""Cmd":["sh","-c","\#(script)"]"#) { name in
                    try await eventually("the first line") {
                        try await !engine.client.logTail(name, lines: 1, maximumBytes: 99).lines.isEmpty
                    }
                    let seen = SeenLines()
                    try await withThrowingTaskGroup { group in
                        group.addTask {
                            for try await line in try await engine.client.followLogs(name, since: nil) {
                                seen.add(line.text)
                            }
                        }
                        // To process 1's output, until the stream has begun and shows it.
                        try await eventually("a line as it is written") {
                            let result = try await engine.client.exec(
                                name,
                                command: ["sh", "-c", "echo live > /proc/1/fd/1"],
                                timeout: .seconds(60),
                                maximumOutputBytes: 99
                            )
                            #expect(result.exitCode == 0)
                            return !seen.texts.isEmpty
                        }
                        _ = try await engine.client.stopContainer(name, timeout: .seconds(5), margin: .seconds(30))
                        try await group.waitForAll()
                    }
                    #expect(Set(seen.texts) == ["live"])
                }
            }
        }

        @Test("a log that does not exist is not found")
        func missing() async throws {
            try await RealEngine.use { engine in
                let error = await failure { () async throws(DockerError) in
                    for try await _ in try await engine.client.followLogs("hs-de-missing", since: nil) {}
                }
                #expect(error?.code == .notFound)
            }
        }
    }
}

/// Lines that one task reads and another looks at.
private final class SeenLines: Sendable {
    private let lines = Mutex<[String]>([])

    var texts: [String] { lines.withLock { $0 } }

    func add(_ text: String) {
        lines.withLock { $0.append(text) }
    }
}
