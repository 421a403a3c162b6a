import Testing

@testable import DockerEngine

/// Streams of a stub: lines cut anywhere, garbage, sudden ends.
@Suite struct StreamTests {
    private static let die = #"{"Type":"container","Action":"die","Actor":{"ID":"x"},"timeNano":7}"#

    @Test("garbage between events is skipped and counted, noise is not counted")
    func garbage() async throws {
        let stub = try StubEngine.speaking { _, connection in
            connection.beginStream()
            connection.send("\(Self.die)\n\n  \r\n{broken\n\(Self.die.prefix(20))")
            connection.send("\(Self.die.dropFirst(20))\r\n")
            connection.send(#"{"Type":"network","Action":"connect"}"# + "\n")
            connection.send(bytes: [0xFF, 0xFE, 0x0A, 0x00, 0x0A])
            connection.send("\u{1E}\(Self.die)\n")
            connection.hangUp()
        }
        try await withStub(stub) { client in
            let stream = try await client.events()
            var count = 0
            for try await event in stream {
                #expect(event.action == .die)
                count += 1
            }
            #expect(count == 3)
            #expect(stream.skippedLines == 3)
        }
    }

    @Test("actions that were not asked for are dropped, whatever the engine's filter does")
    func unasked() async throws {
        let stub = try StubEngine.speaking { _, connection in
            connection.beginStream()
            connection.send("\(Self.die)\n" + Self.die.replacing("die", with: "start") + "\n")
            connection.hangUp()
        }
        try await withStub(stub) { client in
            var actions: [ContainerAction] = []
            for try await event in try await client.events(actions: [.start]) { actions.append(event.action) }
            #expect(actions == [.start])
        }
    }

    @Test("an announced end that does not come is an error, after what came before it")
    func cut() async throws {
        let stub = try StubEngine.speaking { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            connection.send("\(String(Self.die.utf8.count + 1, radix: 16))\r\n\(Self.die)\n\r\n")
            connection.hangUp()
        }
        try await withStub(stub) { client in
            var events = try await client.events().makeAsyncIterator()
            #expect(try await events.next()?.timeNano == 7)
            let error = try await #require(throws: DockerError.self) { try await events.next() }
            #expect(error.code == .unreachable)
            #expect(error.call == "GET /events")
        }
    }

    @Test("letting go of a stream closes its connection")
    func dropped() async throws {
        let stub = try StubEngine.speaking { _, connection in
            connection.beginStream()
            connection.send("\(Self.die)\n")
            connection.waitForEnd()
            connection.send("never read")
            connection.end()
        }
        try await withStub(stub) { client in
            func first() async throws -> Int64? {
                for try await event in try await client.events() { return event.timeNano }
                return nil
            }
            #expect(try await first() == 7)
            // The stub serves one request a connection: only an ended one lets its thread go.
            try await eventually("the connection's end") { stub.openConnections == 0 }
        }
    }

    @Test("many streams at once share one thread and keep apart")
    func many() async throws {
        let stub = try StubEngine.speaking { request, connection in
            let name = request.path.split(separator: "/").dropFirst(2).first ?? ""
            connection.beginStream()
            for pids in 0..<3 {
                connection.send(
                    #"{"read":"2025-01-01T00:00:00Z","id":"\#(name)","pids_stats":{"current":\#(pids)}}"# + "\n"
                )
            }
            connection.hangUp()
        }
        try await withStub(stub) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        var seen: [UInt64] = []
                        for try await stats in try await client.stats("web-\(number)") {
                            #expect(stats.containerID == "web-\(number)")
                            if let pids = stats.pids { seen.append(pids) }
                        }
                        #expect(seen == [0, 1, 2])
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("a log larger than its cap is cut, not an error")
    func hugeLog() async throws {
        let stub = try StubEngine.speaking { _, connection in
            connection.beginStream(type: "application/vnd.docker.raw-stream")
            for number in 0..<20_000 { connection.send("line \(number)\n") }
            connection.hangUp()
        }
        var limits = DockerLimits()
        limits.logReadBytes = 50_000
        try await withStub(stub, limits: limits) { client in
            let tail = try await client.logTail("web", lines: 20_000, maximumBytes: 1000)
            #expect(tail.isTruncated)
            #expect(tail.text.utf8.count <= 1000)
            #expect(!tail.lines.isEmpty)
        }
    }

    @Test("a log with broken frames is malformed")
    func brokenLog() async throws {
        let stub = try StubEngine.speaking { _, connection in
            connection.beginStream(type: "application/vnd.docker.multiplexed-stream")
            connection.send("this is no frame")
            connection.hangUp()
        }
        try await withStub(stub) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.logTail("web", lines: 5, maximumBytes: 1000)
            }
            #expect(error?.code == .malformedResponse)
        }
    }
}
