import CurlTransport
import Testing

@Suite("CurlTransport: its end", .timeLimit(.minutes(2)))
struct ShutdownTests {
    @Test("shutting down fails what is in flight and what comes later")
    func inFlight() async throws {
        try await withStub { connection in
            guard let request = connection.readRequest() else { return }
            if request.target == "/stream" { connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc") }
            connection.waitForClose()
        } _: { server, transport in
            let stream = try await transport.open(HTTPRequest(.get, server.url + "/stream"))
            try await withThrowingTaskGroup { group in
                for _ in 0..<10 {
                    group.addTask {
                        let error = try await curlError { try await transport.send(HTTPRequest(.get, server.url)) }
                        #expect(error.code == .shutDown)
                        #expect(error.mayHaveBeenSent)
                    }
                }
                try await eventually("all are in flight") { server.requests.count == 11 }
                await transport.shutdown()
                try await group.waitForAll()
            }
            var chunks = stream.body.makeAsyncIterator()
            #expect(try await text(chunks.next()) == "abc")
            #expect(try await curlError { _ = try await chunks.next() }.code == .shutDown)
            #expect(try await chunks.next() == nil)
            let late = try await curlError { try await transport.send(HTTPRequest(.post, server.url)) }
            #expect(late.code == .shutDown)
            #expect(!late.mayHaveBeenSent)
            #expect(try await curlError { try await transport.open(HTTPRequest(.get, server.url)) }.code == .shutDown)
            await transport.shutdown()
        }
    }

    @Test("shutting down again, at once or concurrently, is harmless")
    func idempotent() async throws {
        for _ in 0..<50 {
            let transport = CurlTransport()
            await withTaskGroup { group in
                for _ in 0..<4 { group.addTask { await transport.shutdown() } }
            }
            await transport.shutdown()
        }
    }

    @Test("requests racing with the shutdown all end", arguments: 0..<10)
    func race(round: Int) async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("ok") }
        } _: { server, transport in
            let ended = Counter()
            await withTaskGroup { group in
                for number in 0..<50 {
                    group.addTask {
                        do {
                            _ = try await transport.send(HTTPRequest(.get, server.url))
                        } catch {
                            #expect((error as? CurlError)?.code == .shutDown)
                        }
                        ended.add()
                    }
                    if number == round * 5 { group.addTask { await transport.shutdown() } }
                }
            }
            #expect(ended.value == 50)
        }
    }

    @Test("a transport that is let go closes its connections and fails its streams")
    func letGo() async throws {
        let closed = Counter()
        let server = try StubServer { connection in
            while let request = connection.readRequest() {
                if request.target == "/" {
                    connection.respond("ok")
                } else {
                    connection.write("HTTP/1.1 200 OK\r\n\r\nab")
                }
            }
            if !connection.isStopping { closed.add() }
        }
        defer { server.stop() }
        let stream = try await useOnce(server)
        try await eventually("both connections are closed") { closed.value == 2 }
        let error = try await curlError { try await stream.body.collect(maximumBytes: 100) }
        #expect(error.code == .shutDown)
    }

    private func useOnce(_ server: StubServer) async throws -> HTTPStream {
        let transport = CurlTransport()
        _ = try await transport.send(HTTPRequest(.get, server.url + "/"))
        let post = HTTPRequest(.post, server.url + "/stream")
        return try await transport.open(post)
    }
}
