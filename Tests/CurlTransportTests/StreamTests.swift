import CurlTransport
import Glibc
import Testing

@Suite("CurlTransport: streamed bodies", .timeLimit(.minutes(2)))
struct StreamTests {
    private static let chunkedHead = "HTTP/1.1 200 OK\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test("the head comes before any of the body, and each line as it is sent")
    func lowLatency() async throws {
        let received = Counter()
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write(Self.chunkedHead)
            // Each line waits for the one before it to have been read: a line held back anywhere would end the test.
            for number in 0..<100 {
                while received.value < number {
                    if connection.isStopping { return }
                    usleep(100)
                }
                connection.writeChunk("line \(number)\n")
            }
            connection.write("0\r\n\r\n")
        } _: { server, transport in
            var request = HTTPRequest(.get, server.url)
            request.timeout = nil
            let stream = try await transport.open(request)
            #expect(stream.status == 200)
            #expect(stream.header("x-a") == "b")
            var expected = 0
            for try await line in stream.body.lines(maximumBytes: 100) {
                #expect(text(line) == "line \(expected)")
                expected += 1
                received.add()
            }
            #expect(expected == 100)
        }
    }

    @Test("lines over a socket: chunk borders, \\r\\n, no last terminator")
    func lines() async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write(Self.chunkedHead)
            for piece in ["one\nt", "wo\r", "\n\n", "thr", "e", "e\r\nfo", "ur"] { connection.writeChunk(piece) }
            connection.write("0\r\n\r\n")
        } _: { server, transport in
            var lines: [String] = []
            for try await line in try await transport.open(HTTPRequest(.get, server.url)).body.lines(maximumBytes: 5) {
                lines.append(text(line))
            }
            #expect(lines == ["one", "two", "", "three", "four"])
        }
    }

    @Test("a line over the limit ends the lines and closes the connection")
    func lineTooLong() async throws {
        let closed = Counter()
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write(Self.chunkedHead)
            connection.writeChunk("12345\n123456")
            connection.waitForClose()
            closed.add()
        } _: { server, transport in
            let stream = try await transport.open(HTTPRequest(.get, server.url))
            var lines = stream.body.lines(maximumBytes: 5).makeAsyncIterator()
            #expect(try await text(lines.next()) == "12345")
            let error = try await curlError { _ = try await lines.next() }
            #expect(error.code == .lineTooLong)
            #expect(try await lines.next() == nil)
            try await eventually("the connection is closed") { closed.value == 1 }
        }
    }

    @Test("a server that closes mid-body: first the bytes, then the error, then the end")
    func cutShort() async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write(Self.chunkedHead)
            connection.writeChunk("some")
        } _: { server, transport in
            var chunks = try await transport.open(HTTPRequest(.get, server.url)).body.makeAsyncIterator()
            #expect(try await text(chunks.next()) == "some")
            let error = try await curlError { _ = try await chunks.next() }
            #expect(error.code == .connectionClosed)
            #expect(try await chunks.next() == nil)
        }
    }

    @Test("a body is read once")
    func singleIteration() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("once") }
        } _: { server, transport in
            let body = try await transport.open(HTTPRequest(.get, server.url)).body
            var first = body.makeAsyncIterator()
            let error = try await curlError { try await body.collect(maximumBytes: 10) }
            #expect(error.code == .invalidRequest)
            #expect(try await text(first.next()) == "once")
            #expect(try await first.next() == nil)
            #expect(try await first.next() == nil)
        }
    }

    @Test("101 hands the connection's bytes on")
    func switchingProtocols() async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw")
        } _: { server, transport in
            var request = HTTPRequest(.post, server.url)
            request.headers = [HTTPHeader("Connection", "Upgrade"), HTTPHeader("Upgrade", "tcp")]
            let stream = try await transport.open(request)
            #expect(stream.status == 101)
            #expect(try await text(stream.body.collect(maximumBytes: 10)) == "raw")
        }
    }

    @Test("three hundred streams run at once on one transport")
    func manyStreams() async throws {
        FileLimit.raise()
        try await withTemporaryDirectory { directory in
            try await withStub(unixPath: directory + "/s.sock") { connection in
                _ = connection.readRequest()
                connection.write(Self.chunkedHead)
                connection.keepOpen()
            } _: { server, transport in
                let begun = Counter()
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<300 {
                        group.addTask { try await Self.countLines(server, transport, begun) }
                    }
                    try await eventually("all streams are open") { begun.value == 300 }
                    for round in 0..<10 {
                        for connection in server.connections { connection.writeChunk("round \(round)\n") }
                    }
                    for connection in server.connections { connection.write("0\r\n\r\n") }
                    var finished = 0
                    for try await count in group {
                        #expect(count == 10)
                        finished += 1
                    }
                    #expect(finished == 300)
                }
                #expect(server.accepted == 300)
            }
        }
    }

    private static func countLines(
        _ server: StubServer,
        _ transport: CurlTransport,
        _ begun: Counter
    ) async throws -> Int {
        var request = HTTPRequest(.get, "http://docker/stats")
        request.unixSocketPath = server.unixPath
        request.timeout = nil
        let stream = try await transport.open(request)
        begun.add()
        var count = 0
        for try await line in stream.body.lines(maximumBytes: 100) where text(line) == "round \(count)" {
            count += 1
        }
        return count
    }
}
