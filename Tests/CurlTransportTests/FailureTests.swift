import CurlTransport
import Glibc
import Testing

@Suite("CurlTransport: failures", .timeLimit(.minutes(2)))
struct FailureTests {
    @Test("a refused connection was surely not sent")
    func refused() async throws {
        let port = SocketAddress.closedPort
        let transport = CurlTransport()
        let error = try await curlError {
            try await transport.send(HTTPRequest(.post, "http://user:secret@127.0.0.1:\(port)/token?key=1"))
        }
        #expect(error.code == .couldNotConnect)
        #expect(!error.mayHaveBeenSent)
        #expect(error.message.hasPrefix("http://127.0.0.1:\(port): no connection"))
        for secret in ["user", "secret", "token", "key"] { #expect(!error.message.contains(secret)) }
        await transport.shutdown()
    }

    @Test("a missing socket, and one nobody listens on", arguments: [false, true])
    func missingSocket(isLeftOver: Bool) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/none.sock"
            if isLeftOver { close(try SocketAddress.listenUnix(path, backlog: 1)) }
            let transport = CurlTransport()
            var request = HTTPRequest(.get, "http://docker/")
            request.unixSocketPath = path
            let error = try await curlError { try await transport.open(request) }
            #expect(error.code == .couldNotConnect)
            #expect(!error.mayHaveBeenSent)
            #expect(error.message.hasPrefix("unix:\(path): "))
            await transport.shutdown()
        }
    }

    @Test("a host that does not exist")
    func unresolvable() async throws {
        let transport = CurlTransport()
        var request = HTTPRequest(.get, "http://does-not-exist.invalid/")
        request.connectTimeout = .seconds(60)
        request.timeout = .seconds(60)
        let error = try await curlError { try await transport.send(request) }
        #expect(error.code == .couldNotResolve)
        #expect(!error.mayHaveBeenSent)
        await transport.shutdown()
    }

    @Test("a server that never answers", arguments: [false, true])
    func timeout(isStream: Bool) async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.waitForClose()
        } _: { server, transport in
            var request = HTTPRequest(.get, server.url)
            request.timeout = .milliseconds(300)
            let error = try await curlError {
                if isStream { _ = try await transport.open(request) } else { _ = try await transport.send(request) }
            }
            #expect(error.code == .timedOut)
            // A machine under load may not even have connected by then.
            if !server.requests.isEmpty { #expect(error.mayHaveBeenSent) }
        }
    }

    @Test("the total timeout also ends a stream under way, after its bytes")
    func streamTimeout() async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            connection.waitForClose()
        } _: { server, transport in
            var request = HTTPRequest(.get, server.url)
            request.timeout = .seconds(1)
            var chunks = try await transport.open(request).body.makeAsyncIterator()
            #expect(try await text(chunks.next()) == "abc")
            let error = try await curlError { _ = try await chunks.next() }
            #expect(error.code == .timedOut)
            #expect(try await chunks.next() == nil)
        }
    }

    @Test("a listener that accepts nothing runs into the connect timeout, unsent")
    func connectTimeout() async throws {
        let server = try StubServer(backlog: 0, accepts: false) { _ in }
        defer { server.stop() }
        // Linux queues one more than the backlog; from then on it drops what asks to connect.
        let fillers = (0..<8).map { _ in SocketAddress.startConnecting(port: server.port) }
        defer {
            for filler in fillers { close(filler) }
        }
        let transport = CurlTransport()
        var request = HTTPRequest(.post, server.url)
        request.connectTimeout = .milliseconds(200)
        let error = try await curlError { try await transport.send(request) }
        #expect(error.code == .connectTimedOut)
        #expect(!error.mayHaveBeenSent)
        await transport.shutdown()
    }

    @Test("no time left is a timeout before anything is sent", arguments: [Duration.zero, .seconds(-1)])
    func noTimeLeft(timeout: Duration) async throws {
        let transport = CurlTransport()
        var request = HTTPRequest(.get, "http://127.0.0.1:1/")
        request.timeout = timeout
        let error = try await curlError { try await transport.send(request) }
        #expect(error.code == .timedOut)
        #expect(!error.mayHaveBeenSent)
        await transport.shutdown()
    }

    @Test(
        "what is not HTTP, or not all of it, is an error of its kind",
        arguments: [
            ("", .connectionClosed),
            ("hello, I am SMTP\r\n", .protocolError),
            ("\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\r\n\r\n", .protocolError),
            ("HTTP/1.1 2", .connectionClosed),
            ("HTTP/1.1 banana\r\n\r\n", .protocolError),
            ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n", .connectionClosed),
            ("HTTP/1.1 200 OK\r\nContent-Length: banana\r\n\r\n", .protocolError),
            ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", .connectionClosed),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .protocolError),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", .connectionClosed),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", .connectionClosed),
        ] as [(String, CurlError.Code)]
    )
    func garbage(answer: String, code: CurlError.Code) async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write(answer)
        } _: { server, transport in
            let error = try await curlError { try await transport.send(HTTPRequest(.get, server.url)) }
            #expect(error.code == code, "\(error)")
            #expect(error.mayHaveBeenSent)
            let other = try await curlError {
                _ = try await transport.open(HTTPRequest(.get, server.url)).body.collect(maximumBytes: 100)
            }
            #expect(other.code == code, "\(other)")
        }
    }

    @Test(
        "a response head over 64 KiB is refused, however it is spread",
        arguments: [
            "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 66_000) + "\r\n\r\n",
            "HTTP/1.1 200 OK\r\n" + String(repeating: "X: abcdefgh\r\n", count: 6000) + "\r\n",
            String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 4000),
        ]
    )
    func hugeHead(answer: String) async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write(answer)
            connection.waitForClose()
        } _: { server, transport in
            let error = try await curlError { try await transport.send(HTTPRequest(.get, server.url)) }
            #expect(error.code == .protocolError)
            #expect(error.message.contains("65536 bytes"))
        }
    }

    @Test("a body up to the cap is taken, a larger one refused", arguments: [true, false])
    func sizeCap(declaresLength: Bool) async throws {
        try await withStub { connection in
            while let request = connection.readRequest() {
                let body = String(repeating: "x", count: Int(request.target.dropFirst()) ?? 0)
                if declaresLength {
                    connection.respond(body)
                } else {
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                    connection.writeChunk(body)
                    connection.write("0\r\n\r\n")
                }
            }
        } _: { server, transport in
            var request = HTTPRequest(.get, server.url + "/100000")
            request.maximumBodyBytes = 100_000
            #expect(try await transport.send(request).body.count == 100_000)
            request.url = server.url + "/100001"
            let error = try await curlError { try await transport.send(request) }
            #expect(error.code == .bodyTooLarge)
            #expect(error.mayHaveBeenSent)
            let stream = try await transport.open(request)
            let other = try await curlError { try await stream.body.collect(maximumBytes: 100_000) }
            #expect(other.code == .bodyTooLarge)
        }
    }
}
