import CurlTransport
import Glibc
import Testing

@Suite("CurlTransport: back-pressure", .timeLimit(.minutes(2)))
struct BackPressureTests {
    private static let content = numberedBytes(blocks: 512)

    private static func sendAll(_ connection: StubConnection, isChunked: Bool, _ written: Counter) {
        let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(content.count)"
        connection.write("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")
        for start in stride(from: 0, to: content.count, by: 65_536) {
            if isChunked { connection.write("10000\r\n") }
            guard connection.write(Array(content[start..<(start + 65_536)])) else { return }
            if isChunked { connection.write("\r\n") }
            written.add(65_536)
        }
        if isChunked { connection.write("0\r\n\r\n") }
    }

    @Test("a fast server waits for a slow reader, and nothing is lost", arguments: [false, true])
    func slowReader(isChunked: Bool) async throws {
        let written = Counter()
        try await withTemporaryDirectory { directory in
            try await withStub(unixPath: directory + "/s.sock") { connection in
                while connection.readRequest() != nil { Self.sendAll(connection, isChunked: isChunked, written) }
            } _: { server, transport in
                var request = HTTPRequest(.get, "http://stub/")
                request.unixSocketPath = server.unixPath
                request.timeout = nil
                var chunks = try await transport.open(request).body.makeAsyncIterator()
                let first = try #require(try await chunks.next())
                try await Self.untilStill(written)
                // 256 KiB in the buffer, 16 KiB with libcurl, some 200 KiB in the socket; 32 MiB are on offer.
                #expect(written.value - first.count < 1 << 20)
                try await Self.check(first, then: &chunks)
                try await eventually("the server has counted it all") { written.value == Self.content.count }
                // The connection is in order afterwards: it serves the next request.
                var again = try await transport.open(request).body.makeAsyncIterator()
                #expect(try await again.next() != nil)
                #expect(server.accepted == 1)
            }
        }
    }

    /// Returns when the number has not changed for a while.
    ///
    /// Returning early can't fail the test, only weaken it.
    private static func untilStill(_ written: Counter) async throws {
        var last = -1
        var still = 0
        try await eventually("the server has stopped writing") {
            still = written.value == last ? still + 1 : 0
            last = written.value
            return still == 50
        }
    }

    private static func check(_ first: [UInt8], then chunks: inout HTTPBody.Iterator) async throws {
        var position = 0
        var next: [UInt8]? = first
        while let chunk = next {
            #expect(chunk.count <= 256 << 10)
            try #require(isSame(chunk, content, from: position))
            position += chunk.count
            next = try await chunks.next()
        }
        #expect(position == content.count)
    }

    @Test("a slow reader holds up nobody else")
    func neighbours() async throws {
        let written = Counter()
        try await withStub { connection in
            while let request = connection.readRequest() {
                if request.target == "/flood" {
                    Self.sendAll(connection, isChunked: true, written)
                } else {
                    connection.respond("ok")
                }
            }
        } _: { server, transport in
            let flood = try await transport.open(HTTPRequest(.get, server.url + "/flood"))
            try await eventually("more was written than the buffer holds") { written.value > 512 << 10 }
            for _ in 0..<20 {
                #expect(try await transport.send(HTTPRequest(.get, server.url)).status == 200)
            }
            #expect(flood.status == 200)
        }
    }

    @Test("the total timeout keeps running while a stream is paused")
    func timeoutWhilePaused() async throws {
        let written = Counter()
        try await withStub { connection in
            _ = connection.readRequest()
            Self.sendAll(connection, isChunked: false, written)
        } _: { server, transport in
            var request = HTTPRequest(.get, server.url)
            request.timeout = .seconds(2)
            let stream = try await transport.open(request)
            // The paused transfer ends by itself: its connection is closed and the server's writing fails.
            try await eventually("the connection is closed") { server.connections.isEmpty }
            let error = try await curlError { try await stream.body.collect(maximumBytes: 1 << 30) }
            #expect(error.code == .timedOut)
            #expect(written.value < Self.content.count)
        }
    }
}
