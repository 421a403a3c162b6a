import CurlTransport
import Glibc
import Testing

@Suite("CurlTransport: requests and responses", .timeLimit(.minutes(2)))
struct RequestResponseTests {
    @Test("a request and its response travel over TCP")
    func tcp() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("pong", headers: "X-Kind: test\r\n") }
        } _: { server, transport in
            var request = HTTPRequest(.get, server.url + "/ping?x=1")
            request.headers = [HTTPHeader("X-Token", "abc"), HTTPHeader("X-Empty", "")]
            let response = try await transport.send(request)
            #expect(response.status == 200)
            #expect(text(response.body) == "pong")
            #expect(response.header("x-KIND") == "test")
            #expect(response.header("x-other") == nil)
            let seen = try #require(server.requests.first)
            #expect(seen.line == "GET /ping?x=1 HTTP/1.1")
            #expect(seen.header("X-Token") == "abc")
            #expect(seen.header("X-Empty") == "")
            #expect(seen.header("Host") == "127.0.0.1:\(server.port)")
        }
    }

    @Test("over a unix socket the URL's host is only the Host header")
    func unixSocket() async throws {
        try await withTemporaryDirectory { directory in
            try await withStub(unixPath: directory + "/s.sock") { connection in
                while connection.readRequest() != nil { connection.respond("unix") }
            } _: { server, transport in
                var request = HTTPRequest(.get, "http://docker/version")
                request.unixSocketPath = server.unixPath
                let response = try await transport.send(request)
                #expect(text(response.body) == "unix")
                #expect(server.requests.first?.header("Host") == "docker")
            }
        }
    }

    @Test(
        "each method arrives with its framing",
        arguments: [
            (HTTPRequest.Method.get, nil, nil), (.head, nil, nil), (.delete, nil, nil),
            (.post, nil, "0"), (.put, nil, "0"), (.patch, nil, "0"),
            (.post, "", "0"), (.post, "body", "4"), (.put, "body", "4"), (.patch, "body", "4"),
            (.delete, "body", "4"), (.get, "body", "4"),
        ] as [(HTTPRequest.Method, String?, String?)]
    )
    func methods(method: HTTPRequest.Method, body: String?, length: String?) async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.write("HTTP/1.1 204 No Content\r\n\r\n") }
        } _: { server, transport in
            var request = HTTPRequest(method, server.url)
            request.body = body.map { Array($0.utf8) }
            let response = try await transport.send(request)
            #expect(response.status == 204)
            let seen = try #require(server.requests.first)
            #expect(seen.method == method.rawValue)
            #expect(seen.header("Content-Length") == length)
            #expect(text(seen.body) == body ?? "")
            #expect(seen.header("Content-Type") == nil)
            #expect(seen.header("Expect") == nil)
        }
    }

    @Test("a large body arrives whole, without waiting for 100 Continue")
    func largeBody() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil { connection.respond("ok") }
        } _: { server, transport in
            var request = HTTPRequest(.post, server.url)
            request.headers = [HTTPHeader("Content-Type", "application/octet-stream")]
            request.body = numberedBytes(blocks: 48)
            let response = try await transport.send(request)
            #expect(response.status == 200)
            let seen = try #require(server.requests.first)
            #expect(seen.body.count == 3 << 20)
            #expect(isSame(seen.body, request.body ?? []))
            #expect(seen.header("Expect") == nil)
            #expect(seen.header("Content-Type") == "application/octet-stream")
        }
    }

    @Test("a response to HEAD has headers and no body")
    func head() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
            }
        } _: { server, transport in
            let response = try await transport.send(HTTPRequest(.head, server.url))
            #expect(response.header("content-length") == "99999999")
            #expect(response.body.isEmpty)
        }
    }

    @Test("informational responses and trailers leave no trace")
    func informational() async throws {
        try await withStub { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                connection.write("HTTP/1.1 201 Created\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n")
                connection.write("2\r\nhi\r\n0\r\nX-Trailer: 1\r\n\r\n")
            }
        } _: { server, transport in
            let response = try await transport.send(HTTPRequest(.get, server.url))
            #expect(response.status == 201)
            #expect(response.headers.map(\.name) == ["X-A", "Transfer-Encoding"])
            #expect(text(response.body) == "hi")
        }
    }

    @Test("redirects and errors are answers like any other", arguments: [301, 401, 404, 417, 500])
    func statuses(status: Int) async throws {
        try await withStub { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 \(status) Whatever\r\nLocation: /elsewhere\r\nContent-Length: 2\r\n\r\nno")
            }
        } _: { server, transport in
            let response = try await transport.send(HTTPRequest(.get, server.url))
            #expect(response.status == status)
            #expect(text(response.body) == "no")
            #expect(server.requests.count == 1)
        }
    }

    @Test("a body without length ends with its connection")
    func closeDelimited() async throws {
        try await withStub { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.0 200 OK\r\n\r\nall there is")
        } _: { server, transport in
            let response = try await transport.send(HTTPRequest(.get, server.url))
            #expect(text(response.body) == "all there is")
        }
    }

    @Test("many tasks share one transport")
    func concurrent() async throws {
        try await withStub { connection in
            while let request = connection.readRequest() { connection.respond(request.target) }
        } _: { server, transport in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let response = try await transport.send(HTTPRequest(.get, server.url + "/\(number)"))
                        return text(response.body) == "/\(number)"
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            #expect(server.requests.count == 200)
        }
    }
}
