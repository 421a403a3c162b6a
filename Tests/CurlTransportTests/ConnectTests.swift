import CurlTransport
import Glibc
import Testing

@Suite("CurlTransport: connecting and nothing else", .timeLimit(.minutes(2)))
struct ConnectTests {
    /// Longer than any attempt on loopback takes on a loaded machine.
    private static let patience = Duration.seconds(60)

    @Test("an open port takes some time, gets not a byte, and sees the close at once")
    func accepted() async throws {
        let closed = Counter()
        try await withStub { connection in
            // A request, had one come, would be recorded.
            _ = connection.readRequest()
            if !connection.isStopping { closed.add() }
        } _: { server, transport in
            let time = try await transport.connect(host: "127.0.0.1", port: server.port, timeout: Self.patience)
            #expect(time > .zero)
            #expect(time < Self.patience)
            try await eventually("the connection is closed") { closed.value == 1 }
            #expect(server.requests.isEmpty)
            #expect(server.accepted == 1)
        }
    }

    @Test("a server that speaks first is as good")
    func banner() async throws {
        try await withStub { connection in
            connection.write("SSH-2.0-OpenSSH_9.2\r\n")
            connection.waitForClose()
        } _: { server, transport in
            _ = try await transport.connect(host: "localhost", port: server.port, timeout: Self.patience)
            try await eventually("the connection is closed") { server.connections.isEmpty }
        }
    }

    @Test("two hundred attempts leave no connection behind, and kept ones alone")
    func many() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("ok") }
        } _: { server, transport in
            _ = try await transport.send(HTTPRequest(.get, server.url))
            try await withThrowingTaskGroup { group in
                for _ in 0..<200 {
                    group.addTask {
                        _ = try await transport.connect(host: "127.0.0.1", port: server.port, timeout: Self.patience)
                    }
                }
                try await group.waitForAll()
            }
            // The stub accepts at its own pace.
            try await eventually("all were accepted") { server.accepted == 201 }
            try await eventually("only the kept connection is left") { server.connections.count == 1 }
            _ = try await transport.send(HTTPRequest(.get, server.url))
            #expect(server.requests.map(\.connection) == [1, 1])
        }
    }

    @Test("IPv6 addresses, in brackets or not", arguments: ["::1", "[::1]", "0:0:0:0:0:0:0:1"])
    func version6(host: String) async throws {
        // Where there is no IPv6 there is nothing to connect to.
        guard let (descriptor, port) = try SocketAddress.listenLoopback6() else { return }
        let transport = CurlTransport()
        let time = try? await transport.connect(host: host, port: port, timeout: Self.patience)
        close(descriptor)
        #expect(time != nil)
        let error = try await curlError {
            try await transport.connect(host: host, port: SocketAddress.closedPort, timeout: Self.patience)
        }
        #expect(error.code == .couldNotConnect, "\(error)")
        await transport.shutdown()
    }

    @Test("a closed port refuses")
    func refused() async throws {
        let port = SocketAddress.closedPort
        let transport = CurlTransport()
        let error = try await curlError {
            try await transport.connect(host: "127.0.0.1", port: port, timeout: Self.patience)
        }
        #expect(error.code == .couldNotConnect)
        #expect(error.message.hasPrefix("tcp://127.0.0.1:\(port): no connection"))
        #expect(!error.mayHaveBeenSent)
        await transport.shutdown()
    }

    @Test("a host that does not answer runs into the time limit")
    func silent() async throws {
        let listener = try FullListener()
        defer { listener.stop() }
        let transport = CurlTransport()
        let error = try await curlError {
            try await transport.connect(host: "127.0.0.1", port: listener.port, timeout: .milliseconds(200))
        }
        #expect(error.code == .connectTimedOut, "\(error)")
        await transport.shutdown()
    }

    @Test("no route is not a refusal, by HTTP neither")
    func noRoute() async throws {
        let transport = CurlTransport()
        // TCP has no broadcast: Linux says ENETUNREACH on every machine.
        let probe = try await curlError {
            try await transport.connect(host: "255.255.255.255", port: 80, timeout: Self.patience)
        }
        #expect(probe.code == .unreachable, "\(probe)")
        let request = try await curlError { try await transport.send(HTTPRequest(.get, "http://255.255.255.255/")) }
        #expect(request.code == .unreachable, "\(request)")
        #expect(!request.mayHaveBeenSent)
        await transport.shutdown()
    }

    @Test("a name that does not exist")
    func unresolvable() async throws {
        let transport = CurlTransport()
        let error = try await curlError {
            try await transport.connect(host: "does-not-exist.invalid", port: 80, timeout: Self.patience)
        }
        #expect(error.code == .couldNotResolve, "\(error)")
        await transport.shutdown()
    }

    @Test(
        "what is no host is refused before anything is tried",
        arguments: [
            "", "a b", "a/b", "user:secret@127.0.0.1", "127.0.0.1#", "127.0.0.1?x", "[::1", "::1]", "127.0.0.1:80",
            "a\r\nb",
        ]
    )
    func noHost(host: String) async throws {
        let transport = CurlTransport()
        let error = try await curlError { try await transport.connect(host: host, port: 80, timeout: Self.patience) }
        #expect(error.code == .invalidRequest, "\(error)")
        #expect(!error.message.contains("secret"))
        await transport.shutdown()
    }

    @Test("port 0 is no port, and no time left is a timeout")
    func noPortNoTime() async throws {
        let transport = CurlTransport()
        let port = try await curlError {
            try await transport.connect(host: "127.0.0.1", port: 0, timeout: Self.patience)
        }
        #expect(port.code == .invalidRequest)
        let time = try await curlError { try await transport.connect(host: "127.0.0.1", port: 1, timeout: .zero) }
        #expect(time.code == .timedOut)
        await transport.shutdown()
    }

    @Test("cancelling ends an attempt, whenever it comes", arguments: 0..<20)
    func cancelled(round: Int) async throws {
        let listener = try FullListener()
        defer { listener.stop() }
        let transport = CurlTransport()
        try await withThrowingTaskGroup { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    _ = try await transport.connect(host: "127.0.0.1", port: listener.port, timeout: .seconds(3600))
                }
            }
            for _ in 0..<(round * 50) { await Task.yield() }
            group.cancelAll()
            try await group.waitForAll()
        }
        await transport.shutdown()
    }

    @Test("shutting down fails attempts under way and later ones")
    func shutDown() async throws {
        let listener = try FullListener()
        defer { listener.stop() }
        let transport = CurlTransport()
        try await withThrowingTaskGroup { group in
            group.addTask {
                let error = try await curlError {
                    try await transport.connect(host: "127.0.0.1", port: listener.port, timeout: .seconds(3600))
                }
                #expect(error.code == .shutDown)
            }
            await transport.shutdown()
            try await group.waitForAll()
        }
    }
}
