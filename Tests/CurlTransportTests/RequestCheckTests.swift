import CurlTransport
import Testing

@Suite("HTTPRequest: what is refused before it is sent")
struct RequestCheckTests {
    private func refusal(_ request: HTTPRequest) async throws -> CurlError {
        let transport = CurlTransport()
        let error = try await curlError { try await transport.send(request) }
        let other = try await curlError { try await transport.open(request) }
        #expect(other.code == error.code)
        await transport.shutdown()
        return error
    }

    @Test(
        "urls",
        arguments: [
            "", "http", "http:/x", "http://", "http:///path", "ftp://host/", "file:///etc/passwd", "127.0.0.1:80",
            "http://host/a\u{0}b", "http://host/a b", "http://host/a\r\nX: y", "http://host/\u{7F}", "http://ho st/",
            "http://ho\u{0}st/", "http://host:port/", "http://host:0/", "http://host:65536/", "http://host:/",
            "http://[::1", "http://[]/", "http://[::1]x/", "http://user:pa/ss@host/", "http://user@/", "http://a@b:c@/",
        ]
    )
    func urls(url: String) async throws {
        let error = try await refusal(HTTPRequest(.get, url))
        #expect(error.code == .invalidRequest)
        #expect(!error.mayHaveBeenSent)
        #expect(!error.message.contains("ss@host"))
    }

    @Test(
        "headers",
        arguments: [
            ("X", "a\rb"), ("X", "a\nb"), ("X", "a\u{0}b"), ("X\r", "a"), ("X\n", "a"), ("X\u{0}", "a"), ("", "a"),
            ("X:", "a"), ("X Y", "a"), ("X;", "a"), ("É", "a"), ("Content-Length", "3"), ("transfer-encoding", "x"),
        ]
    )
    func headers(name: String, value: String) async throws {
        var request = HTTPRequest(.get, "http://127.0.0.1:1/")
        request.headers = [HTTPHeader("Accept", "ok"), HTTPHeader(name, value)]
        let error = try await refusal(request)
        #expect(error.code == .invalidRequest)
        #expect(!error.mayHaveBeenSent)
        #expect(error.message.hasPrefix("http://127.0.0.1:1: "))
    }

    @Test("socket paths", arguments: ["", "/tmp/a\u{0}b", "/tmp/" + String(repeating: "a", count: 103)])
    func socketPaths(path: String) async throws {
        var request = HTTPRequest(.get, "http://docker/")
        request.unixSocketPath = path
        #expect(try await refusal(request).code == .invalidRequest)
    }

    @Test("a socket path of 107 bytes works")
    func longestSocketPath() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/" + String(repeating: "s", count: 107 - directory.utf8.count - 1)
            try await withStub(unixPath: path) { connection in
                while connection.readRequest() != nil { connection.respond("ok") }
            } _: { _, transport in
                var request = HTTPRequest(.get, "http://docker/")
                request.unixSocketPath = path
                let response = try await transport.send(request)
                #expect(response.status == 200)
            }
        }
    }

    @Test("a TLS file name with NUL, and a HEAD request with a body")
    func others() async throws {
        var request = HTTPRequest(.get, "https://127.0.0.1:1/")
        request.tls = TLSOptions(caFile: "/tmp/a\u{0}b")
        #expect(try await refusal(request).code == .invalidRequest)
        request = HTTPRequest(.head, "http://127.0.0.1:1/")
        request.body = [1]
        #expect(try await refusal(request).code == .invalidRequest)
    }

    @Test(
        "the defaults of a request follow its method",
        arguments: [
            (HTTPRequest.Method.get, false), (.head, false), (.post, true), (.put, true), (.patch, true),
            (.delete, true),
        ]
    )
    func sideEffects(method: HTTPRequest.Method, hasSideEffect: Bool) {
        #expect(HTTPRequest(method, "http://h/").hasSideEffect == hasSideEffect)
    }
}
