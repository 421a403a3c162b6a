import Glibc
import Testing

@testable import DockerEngine

/// Logs as they are written, from a stub.
@Suite struct FollowLogsTests {
    private static let second = "2026-11-22T18:06:16"
    /// The same since 1970, as `date` says.
    private static let nanoseconds: Int64 = 1_795_370_776_000_000_000

    private func lines(
        type: String = "application/vnd.docker.multiplexed-stream",
        limits: DockerLimits = DockerLimits(),
        since: Int64? = 1,
        _ body: @escaping @Sendable (StubConnection) -> Void
    ) async throws -> (lines: [LogLine], target: String) {
        let engine = try StubEngine.speaking { _, connection in
            connection.beginStream(type: type)
            body(connection)
            connection.hangUp()
        }
        let lines = try await withStub(engine, limits: limits) { client in
            var lines: [LogLine] = []
            for try await line in try await client.followLogs("web", since: since) { lines.append(line) }
            return lines
        }
        return (lines, engine.targets.first ?? "")
    }

    @Test("lines of both streams with their times, however the bytes are cut", arguments: [1, 7, 64, 100_000])
    func framed(pieceSize: Int) async throws {
        let bytes =
            LogFrame.bytes(1, "\(Self.second).000000001Z one\n") + LogFrame.bytes(2, "\(Self.second).5Z half a ")
            + LogFrame.bytes(1, "\(Self.second)Z two\n") + LogFrame.bytes(2, "line\r\n")
            + LogFrame.bytes(1, "\(Self.second).123456789+00:00 \n") + LogFrame.bytes(1, "\(Self.second).9Z last")
        let (lines, _) = try await lines { connection in
            for start in stride(from: 0, to: bytes.count, by: pieceSize) {
                connection.send(bytes: Array(bytes[start..<min(start + pieceSize, bytes.count)]))
            }
        }
        #expect(lines.map(\.text) == ["one", "two", "half a line", "", "last"])
        #expect(lines.map(\.source) == [.output, .output, .error, .output, .output])
        #expect(
            lines.map { ($0.time ?? 0) - Self.nanoseconds } == [1, 0, 500_000_000, 123_456_789, 900_000_000]
        )
        #expect(lines.allSatisfy { !$0.isCut })
    }

    @Test(
        "a terminal's lines have times too, whatever the type says",
        arguments: ["vnd.docker.raw-stream", "octet-stream"]
    )
    func terminal(type: String) async throws {
        let (lines, _) = try await lines(type: "application/\(type)") { connection in
            connection.send("\(Self.second).000000002Z a\r\n\(Self.second).000000003Z \r\n\(Self.second).4Z b")
        }
        #expect(lines.map(\.text) == ["a", "", "b"])
        #expect(lines.map(\.source) == [.terminal, .terminal, .terminal])
        #expect(lines.map { ($0.time ?? 0) - Self.nanoseconds } == [2, 3, 400_000_000])
    }

    @Test(
        "a line whose time cannot be read comes whole and without",
        arguments: [
            "no time", "2026-11-22 18:06:16 x", "2026-11-22T18:06:16.Z x", "2026-13-22T18:06:16Z x", "-",
            "9999-01-01T00:00:00Z x",
        ]
    )
    func unreadable(text: String) async throws {
        let (lines, _) = try await lines { $0.send(bytes: LogFrame.bytes(1, text + "\n")) }
        #expect(lines == [LogLine(source: .output, text: text)])
    }

    @Test("a line is cut at eight kibibytes, its time not counted")
    func longLines() async throws {
        let stamp = "\(Self.second).000000001Z "
        let (lines, _) = try await lines { connection in
            for count in [8191, 8192, 8193, 100_000] {
                connection.send(bytes: LogFrame.bytes(1, stamp + String(repeating: "x", count: count) + "\r\n"))
            }
            // An engine cuts at 16 KiB and puts a time before each part; ours is cut before.
            let part = String(repeating: "y", count: 16_384)
            connection.send(bytes: LogFrame.bytes(1, stamp + part) + LogFrame.bytes(1, stamp + part))
            connection.send(bytes: LogFrame.bytes(1, stamp + "end\n") + LogFrame.bytes(1, stamp + "next\n"))
        }
        #expect(lines.map(\.text.utf8.count) == [8191, 8192, 8192, 8192, 8192, 4])
        #expect(lines.map(\.isCut) == [false, false, true, true, true, false])
        #expect(lines.allSatisfy { $0.time == Self.nanoseconds + 1 })
    }

    @Test("with a start all since then is asked for, without one nothing before now")
    func query() async throws {
        let (_, since) = try await lines(since: 5_000_000_007) { _ in }
        #expect(
            since
                == "/v1.41/containers/web/logs?stdout=true&stderr=true&since=5.000000007&follow=true&timestamps=true"
        )
        let (_, now) = try await lines(since: nil) { _ in }
        #expect(now == "/v1.41/containers/web/logs?stdout=true&stderr=true&tail=0&follow=true&timestamps=true")
    }

    @Test("an engine that answers only with the first line is no slow engine")
    func lateHead() async throws {
        let engine = try StubEngine.speaking { _, connection in
            usleep(300_000)
            connection.beginStream(type: "application/vnd.docker.raw-stream")
            connection.send("\(Self.second)Z late\n")
            connection.hangUp()
        }
        var limits = DockerLimits()
        limits.headTimeout = .milliseconds(1)
        try await withStub(engine, limits: limits) { client in
            var lines = try await client.followLogs("web", since: nil).makeAsyncIterator()
            #expect(try await lines.next(isolation: nil)?.text == "late")
            #expect(try await lines.next(isolation: nil) == nil)
        }
    }

    @Test("a refusal comes with the first line asked for, and ends it")
    func refused() async throws {
        let engine = try StubEngine.speaking { $1.reply(404, #"{"message":"No such container: web"}"#) }
        try await withStub(engine) { client in
            var lines = try await client.followLogs("web", since: nil).makeAsyncIterator()
            let error = try await #require(throws: DockerError.self) { try await lines.next(isolation: nil) }
            #expect(error.code == .notFound)
            #expect(try await lines.next(isolation: nil) == nil)
            let invalid = await failure { () async throws(DockerError) in
                try await client.followLogs("a/b", since: nil)
            }
            #expect(invalid?.code == .invalidRequest)
        }
    }

    @Test("broken frames and a broken connection are errors, after what came before")
    func broken() async throws {
        for (text, code) in [("no frame", .malformedResponse), ("", .unreachable)] as [(String, DockerError.Code)] {
            let engine = try StubEngine.speaking { _, connection in
                let type = "Content-Type: application/vnd.docker.multiplexed-stream"
                connection.send("HTTP/1.1 200 OK\r\n\(type)\r\nContent-Length: 1000\r\n\r\n")
                connection.send(bytes: LogFrame.bytes(1, "\(Self.second)Z one\n"))
                // Apart, as an engine's flushes are.
                usleep(50_000)
                connection.send(text)
                connection.hangUp()
            }
            try await withStub(engine) { client in
                var lines = try await client.followLogs("web", since: nil).makeAsyncIterator()
                var last: DockerError?
                do throws(DockerError) {
                    while let line = try await lines.next(isolation: nil) { #expect(line.text == "one") }
                } catch {
                    last = error
                }
                #expect(last?.code == code)
                #expect(try await lines.next(isolation: nil) == nil)
            }
        }
    }

    @Test("letting go closes the connection; so does cancelling")
    func dropped() async throws {
        let engine = try StubEngine.speaking { _, connection in
            connection.beginStream(type: "application/vnd.docker.raw-stream")
            connection.send("\(Self.second)Z one\n")
            connection.waitForEnd()
            connection.end()
        }
        try await withStub(engine) { client in
            func first() async throws -> String? {
                for try await line in try await client.followLogs("web", since: nil) { return line.text }
                return nil
            }
            #expect(try await first() == "one")
            // The one for the version is kept.
            try await eventually("the connection's end") { engine.openConnections <= 1 }
            let error = try await withThrowingTaskGroup(of: DockerError?.self) { group in
                group.addTask {
                    await failure { () async throws(DockerError) in
                        for try await _ in try await client.followLogs("web", since: nil) {}
                    }
                }
                try await eventually("the second call") { engine.targets.count == 2 }
                group.cancelAll()
                return try await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            try await eventually("the connection's end") { engine.openConnections <= 1 }
        }
    }

    @Test("a tail has times when they are asked for")
    func tail() async throws {
        let engine = try StubEngine.speaking { _, connection in
            connection.beginStream(type: "application/vnd.docker.multiplexed-stream")
            connection.send(bytes: LogFrame.bytes(2, "\(Self.second).25Z one\n"))
            connection.hangUp()
        }
        try await withStub(engine) { client in
            let timed = try await client.logTail("web", lines: 3, timestamps: true, maximumBytes: 99)
            #expect(timed.lines == [LogLine(source: .error, text: "one", time: Self.nanoseconds + 250_000_000)])
            let plain = try await client.logTail("web", lines: 3, since: 7, maximumBytes: 99)
            #expect(plain.lines == [LogLine(source: .error, text: "\(Self.second).25Z one")])
        }
        #expect(
            engine.targets == [
                "/v1.41/containers/web/logs?stdout=true&stderr=true&tail=3&timestamps=true",
                "/v1.41/containers/web/logs?stdout=true&stderr=true&tail=3&since=0.000000007",
            ]
        )
    }
}
