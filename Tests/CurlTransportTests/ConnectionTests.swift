import CurlTransport
import Testing

@Suite("CurlTransport: connections, and sending once", .timeLimit(.minutes(2)))
struct ConnectionTests {
    @Test("GETs one after another share a connection")
    func reuse() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("ok") }
        } _: { server, transport in
            for _ in 0..<10 { _ = try await transport.send(HTTPRequest(.get, server.url)) }
            #expect(server.accepted == 1)
        }
    }

    @Test("a stream read to its end leaves its connection to the next request")
    func reuseAfterStream() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("ok") }
        } _: { server, transport in
            let stream = try await transport.open(HTTPRequest(.get, server.url))
            #expect(try await text(stream.body.collect(maximumBytes: 10)) == "ok")
            _ = try await transport.send(HTTPRequest(.get, server.url))
            #expect(server.accepted == 1)
        }
    }

    @Test("a GET whose kept connection was closed meanwhile is repeated on a fresh one")
    func staleConnection() async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.respond("ok")
            _ = connection.readRequest()
        } _: { server, transport in
            _ = try await transport.send(HTTPRequest(.get, server.url))
            #expect(try await text(transport.send(HTTPRequest(.get, server.url)).body) == "ok")
            #expect(server.requests.count == 3)
        }
    }

    @Test("a POST that is read and never answered arrives once")
    func unansweredPost() async throws {
        try await withStub { connection in
            _ = connection.readRequest()
        } _: { server, transport in
            let error = try await curlError { try await transport.send(HTTPRequest(.post, server.url)) }
            #expect(error.code == .connectionClosed)
            #expect(error.mayHaveBeenSent)
            #expect(server.requests.count == 1)
        }
    }

    /// Answers GETs, reads everything else and closes.
    private static func closesOnPost(_ connection: StubConnection) {
        while let request = connection.readRequest(), request.method == "GET" { connection.respond("ok") }
    }

    @Test(
        "a request with a side effect arrives once beside a kept connection that closes",
        arguments: [HTTPRequest.Method.post, .put, .patch, .delete]
    )
    func unansweredBesideKeptConnection(method: HTTPRequest.Method) async throws {
        try await withStub(handler: Self.closesOnPost) { server, transport in
            _ = try await transport.send(HTTPRequest(.get, server.url))
            let error = try await curlError { try await transport.send(HTTPRequest(method, server.url)) }
            #expect(error.code == .connectionClosed)
            #expect(error.mayHaveBeenSent)
            #expect(server.requests.filter { $0.method == method.rawValue }.count == 1)
            #expect(server.requests.map(\.connection) == [1, 2])
        }
    }

    @Test("the same holds for an opened stream")
    func unansweredStream() async throws {
        try await withStub(handler: Self.closesOnPost) { server, transport in
            _ = try await transport.send(HTTPRequest(.get, server.url))
            let error = try await curlError { try await transport.open(HTTPRequest(.post, server.url)) }
            #expect(error.code == .connectionClosed)
            #expect(server.requests.filter { $0.method == "POST" }.count == 1)
        }
    }

    @Test("without that mark libcurl does send twice, so the tests above can tell")
    func control() async throws {
        try await withStub(handler: Self.closesOnPost) { server, transport in
            _ = try await transport.send(HTTPRequest(.get, server.url))
            var request = HTTPRequest(.post, server.url)
            request.hasSideEffect = false
            let error = try await curlError { try await transport.send(request) }
            #expect(error.code == .connectionClosed)
            #expect(server.requests.filter { $0.method == "POST" }.count == 2)
        }
    }

    @Test("idle connections are kept beside many open streams")
    func idleBesideStreams() async throws {
        try await withStub { connection in
            while let request = connection.readRequest() {
                if request.target == "/call" {
                    connection.respond("ok")
                } else {
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                    connection.waitForClose()
                }
            }
        } _: { server, transport in
            var streams: [HTTPStream] = []
            for _ in 0..<40 { streams.append(try await transport.open(HTTPRequest(.get, server.url + "/stream"))) }
            for _ in 0..<5 { _ = try await transport.send(HTTPRequest(.get, server.url + "/call")) }
            #expect(Set(server.requests.filter { $0.target == "/call" }.map(\.connection)).count == 1)
            #expect(streams.count == 40)
        }
    }

    @Test("sockets are closed on exec")
    func closedOnExec() async throws {
        try await withTemporaryDirectory { directory in
            let closed = Counter()
            try await withStub(unixPath: directory + "/s.sock") { connection in
                _ = connection.readRequest()
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
                connection.waitForClose()
                if !connection.isStopping { closed.add() }
            } _: { server, transport in
                var request = HTTPRequest(.get, "http://stub/")
                request.unixSocketPath = server.unixPath
                var stream: HTTPStream? = try await transport.open(request)
                #expect(stream?.status == 200)
                let child = try ChildProcess("exec sleep 60", inheritsFiles: true)
                stream = nil
                do {
                    try await eventually("the connection is closed though a child lives") { closed.value == 1 }
                } catch {
                    await child.end()
                    throw error
                }
                await child.end()
            }
        }
    }

    @Test("more connections than the pool keeps are closed when they fall idle")
    func poolLimit() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil {
                connection.respond("ok")
            }
        } _: { server, transport in
            try await withThrowingTaskGroup { group in
                for _ in 0..<60 {
                    group.addTask { _ = try await transport.send(HTTPRequest(.post, server.url)) }
                }
                try await group.waitForAll()
            }
            #expect(server.accepted == 60)
            try await eventually("at most 17 connections are kept") { server.connections.count <= 17 }
        }
    }
}
