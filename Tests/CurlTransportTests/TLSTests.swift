import CurlTransport
import Testing

@Suite("CurlTransport: https", .timeLimit(.minutes(2)))
struct TLSTests {
    @Test("with the right CA the peer is trusted")
    func authority() async throws {
        try await withTLSPeer("-www") { peer, transport in
            var request = HTTPRequest(.get, peer.url)
            request.tls = TLSOptions(caFile: peer.file("ca.pem"))
            let response = try await transport.send(request)
            #expect(response.status == 200)
            #expect(text(response.body).contains("TLSv1"))
        }
    }

    @Test("without it, or under another name, the request is not sent")
    func distrust() async throws {
        try await withTLSPeer("-www") { peer, transport in
            var request = HTTPRequest(.get, peer.url)
            try await expectFailure(of: request, transport, [.tls])
            request.tls = TLSOptions(caFile: peer.file("client.pem"))
            try await expectFailure(of: request, transport, [.tls])
            request.tls = TLSOptions(caFile: peer.file("missing.pem"))
            try await expectFailure(of: request, transport, [.tls])
            request.tls = TLSOptions(caFile: peer.file("ca.pem"))
            request.url = "https://localhost:\(peer.port)/"
            try await expectFailure(of: request, transport, [.tls])
        }
    }

    @Test("verifyPeer false trusts any certificate and name")
    func anyPeer() async throws {
        try await withTLSPeer("-www") { peer, transport in
            var request = HTTPRequest(.get, "https://localhost:\(peer.port)/")
            request.tls = TLSOptions(verifyPeer: false)
            let response = try await transport.send(request)
            #expect(response.status == 200)
        }
    }

    @Test("a peer that wants a client certificate gets it, and refuses without", arguments: ["-tls1_2", "-tls1_3"])
    func clientCertificate(version: String) async throws {
        try await withTLSPeer("-www \(version) -Verify 1 -verify_return_error") { peer, transport in
            var request = HTTPRequest(.get, peer.url)
            request.tls = TLSOptions(
                caFile: peer.file("ca.pem"),
                certificateFile: peer.file("client.pem"),
                keyFile: peer.file("client.key")
            )
            #expect(try await transport.send(request).status == 200)
            request.tls?.certificateFile = peer.file("both.pem")
            request.tls?.keyFile = nil
            #expect(try await transport.send(request).status == 200)
            request.tls = TLSOptions(caFile: peer.file("ca.pem"))
            let error = try await curlError { try await transport.send(request) }
            #expect(error.code == .tls, "\(error)")
        }
    }

    @Test("a key that does not fit, and one that is missing", arguments: ["server.key", "missing.key", "ca.pem"])
    func wrongKey(key: String) async throws {
        try await withTLSPeer("-www") { peer, transport in
            var request = HTTPRequest(.get, peer.url)
            request.tls = TLSOptions(
                caFile: peer.file("ca.pem"),
                certificateFile: peer.file("client.pem"),
                keyFile: peer.file(key)
            )
            try await expectFailure(of: request, transport, [.tls])
        }
    }

    @Test("plain HTTP where TLS is expected, and the reverse")
    func mismatch() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("ok") }
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        } _: { server, transport in
            let request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/")
            // The stub waits for the end of a request that never comes; TLS gives up first.
            var hasty = request
            hasty.timeout = .milliseconds(500)
            try await expectFailure(of: hasty, transport, [.tls, .timedOut])
        }
        try await withTLSPeer("-www") { peer, transport in
            let error = try await curlError {
                try await transport.send(HTTPRequest(.get, "http://127.0.0.1:\(peer.port)/"))
            }
            #expect([.connectionClosed, .protocolError].contains(error.code), "\(error)")
        }
    }

    @Test("a slow reader of a large body over TLS loses nothing")
    func pausedStream() async throws {
        try await withTLSPeer("-WWW") { peer, transport in
            try await ChildProcess.run("cd '\(peer.directory)' && seq 1 300000 > numbers.txt")
            var request = HTTPRequest(.get, peer.url + "numbers.txt")
            request.tls = TLSOptions(caFile: peer.file("ca.pem"))
            let stream = try await transport.open(request)
            var expected = 0
            var lines = stream.body.lines(maximumBytes: 100).makeAsyncIterator()
            while let line = try await lines.next() {
                expected += 1
                guard text(line) == String(expected) else { break }
                // Lets the buffer fill up several times.
                if expected % 50_000 == 1 { try await Task.sleep(for: .milliseconds(30)) }
            }
            #expect(expected == 300_000)
        }
    }

    /// The request must fail that way before anything is sent.
    private func expectFailure(
        of request: HTTPRequest,
        _ transport: CurlTransport,
        _ codes: [CurlError.Code]
    ) async throws {
        let error = try await curlError { try await transport.send(request) }
        #expect(codes.contains(error.code), "\(error)")
        #expect(!error.mayHaveBeenSent)
    }
}
