import CurlTransport
import Testing

@Suite("CurlTransport: cancelling and dropping", .timeLimit(.minutes(2)))
struct CancellationTests {
    /// Sends what it is told, then counts the peer's closing.
    private static func waits(_ closed: Counter, after answer: String = "") -> @Sendable (StubConnection) -> Void {
        { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(answer)
            connection.waitForClose()
            if !connection.isStopping { closed.add() }
        }
    }

    private static let openHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"

    /// Cancels `operation` once `isUnderWay`, and expects it to end by that.
    private func cancel(
        _ operation: @escaping @Sendable () async throws -> Void,
        once isUnderWay: () -> Bool
    ) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await operation()
                    return false
                } catch is CancellationError {
                    return true
                }
            }
            try await eventually("the request is under way") { isUnderWay() }
            group.cancelAll()
            #expect(try await group.next() == true)
        }
    }

    @Test("cancelling a request closes its connection")
    func send() async throws {
        let closed = Counter()
        try await withStub(handler: Self.waits(closed)) { server, transport in
            try await cancel({ _ = try await transport.send(HTTPRequest(.get, server.url)) }) {
                !server.requests.isEmpty
            }
            try await eventually("the connection is closed") { closed.value == 1 }
        }
    }

    @Test("cancelling while the head is awaited closes the connection")
    func open() async throws {
        let closed = Counter()
        try await withStub(handler: Self.waits(closed)) { server, transport in
            try await cancel({ _ = try await transport.open(HTTPRequest(.get, server.url)) }) {
                !server.requests.isEmpty
            }
            try await eventually("the connection is closed") { closed.value == 1 }
        }
    }

    @Test("cancelling the reader of a body closes the connection, and the body ends once")
    func body() async throws {
        let closed = Counter()
        let read = Counter()
        try await withStub(handler: Self.waits(closed, after: Self.openHead)) { server, transport in
            let operation: @Sendable () async throws -> Void = {
                var chunks = try await transport.open(HTTPRequest(.get, server.url)).body.makeAsyncIterator()
                #expect(try await text(chunks.next()) == "ab")
                read.add()
                do {
                    _ = try await chunks.next()
                } catch {
                    #expect(try await chunks.next() == nil)
                    throw error
                }
            }
            try await cancel(operation) { read.value == 1 }
            try await eventually("the connection is closed") { closed.value == 1 }
        }
    }

    @Test("a task cancelled beforehand sends nothing")
    func beforehand() async throws {
        try await withStub(handler: Self.waits(Counter())) { server, transport in
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        _ = try await transport.send(HTTPRequest(.get, server.url))
                    }
                    await #expect(throws: CancellationError.self) {
                        _ = try await transport.open(HTTPRequest(.get, server.url))
                    }
                }
            }
            #expect(server.accepted == 0)
        }
    }

    @Test("a body dropped before it is read closes the connection")
    func dropBefore() async throws {
        let closed = Counter()
        try await withStub(handler: Self.waits(closed, after: Self.openHead)) { server, transport in
            let status = try await transport.open(HTTPRequest(.get, server.url)).status
            #expect(status == 200)
            try await eventually("the connection is closed") { closed.value == 1 }
        }
    }

    @Test(
        "leaving the loop over a body closes the connection though the stream is still held",
        arguments: [true, false]
    )
    func dropDuring(byLines: Bool) async throws {
        let closed = Counter()
        let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab\nc\r\n"
        try await withStub(handler: Self.waits(closed, after: answer)) { server, transport in
            let stream = try await transport.open(HTTPRequest(.get, server.url))
            if byLines {
                for try await line in stream.body.lines(maximumBytes: 10) {
                    #expect(text(line) == "ab")
                    break
                }
            } else {
                for try await _ in stream.body { break }
            }
            try await eventually("the connection is closed") { closed.value == 1 }
            #expect(stream.status == 200)
        }
    }

    @Test("a body dropped while it is paused closes the connection")
    func dropPaused() async throws {
        let written = Counter()
        let closed = Counter()
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let block = [UInt8](repeating: 0, count: 65_536)
            while connection.write(block) { written.add() }
            if !connection.isStopping { closed.add() }
        } _: { server, transport in
            var stream: HTTPStream? = try await transport.open(HTTPRequest(.get, server.url))
            #expect(stream?.status == 200)
            try await eventually("more was written than the buffer holds") { written.value > 6 }
            #expect(closed.value == 0)
            stream = nil
            try await eventually("the connection is closed") { closed.value == 1 }
        }
    }

    @Test("cancelling some leaves the others alone")
    func neighbours() async throws {
        let closed = Counter()
        try await withStub { connection in
            while let request = connection.readRequest() {
                if request.target == "/wait" { return Self.waitOut(connection, closed) }
                connection.respond(request.target)
            }
        } _: { server, transport in
            for round in 0..<20 {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<5 {
                        group.addTask { _ = try? await transport.send(HTTPRequest(.get, server.url + "/wait")) }
                    }
                    let target = "/\(round)"
                    let response = try await transport.send(HTTPRequest(.get, server.url + target))
                    #expect(text(response.body) == target)
                    group.cancelAll()
                }
            }
            try await eventually("all cancelled connections are closed") {
                closed.value == server.requests.filter { $0.target == "/wait" }.count
            }
        }
    }

    private static func waitOut(_ connection: StubConnection, _ closed: Counter) {
        connection.waitForClose()
        closed.add()
    }
}
