import Glibc
import Testing

@testable import CurlTransport

/// What a probe can tell apart, beside the tests over sockets.
@Suite("CurlTransport: the codes of failed connections", .timeLimit(.minutes(2)))
struct FailureCodeTests {
    @Test(
        "the system's reason decides",
        arguments: [
            (ECONNREFUSED, .couldNotConnect), (ENOENT, .couldNotConnect), (ECONNRESET, .couldNotConnect),
            (EHOSTUNREACH, .unreachable), (ENETUNREACH, .unreachable), (ENETDOWN, .unreachable),
            (ETIMEDOUT, .connectTimedOut),
            (EADDRNOTAVAIL, .localFailure), (EPERM, .localFailure), (EMFILE, .localFailure), (0, .localFailure),
            (nil, .couldNotConnect),
        ] as [(Int32?, CurlError.Code)]
    )
    func systemErrors(number: Int32?, code: CurlError.Code) {
        #expect(CurlError.codeOfFailedConnect(number) == code)
    }

    @Test("a timeout is the resolver's, the connection's or the answer's")
    func timeouts() {
        let before = TransferProgress(systemError: 0)
        let secure = TransferProgress(hasBegunTLS: true, systemError: 0)
        let sent = TransferProgress(mayHaveBeenSent: true, systemError: 0)
        #expect(CurlError.codeOfTimeout("Resolving timed out after 5 milliseconds", before) == .couldNotResolve)
        #expect(CurlError.codeOfTimeout("Connection timed out after 5 milliseconds", before) == .connectTimedOut)
        #expect(CurlError.codeOfTimeout("Connection timed out after 5 milliseconds", secure) == .timedOut)
        #expect(CurlError.codeOfTimeout("Operation timed out after 5 milliseconds", sent) == .timedOut)
    }

    @Test("a peer that accepts and then says nothing to TLS did connect", arguments: [true, false])
    func silentTLS(limitsConnecting: Bool) async throws {
        try await withStub { connection in
            connection.waitForClose()
        } _: { server, transport in
            var request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/")
            if limitsConnecting { request.connectTimeout = .seconds(2) } else { request.timeout = .seconds(2) }
            let error = try await curlError { try await transport.send(request) }
            // A machine under load may not even have connected by then.
            if server.accepted > 0 { #expect(error.code == .timedOut, "\(error)") }
            #expect(!error.mayHaveBeenSent)
        }
    }

    @Test("a host that does not answer is one, by TLS too", arguments: ["http", "https"], [true, false])
    func silentHost(scheme: String, limitsConnecting: Bool) async throws {
        let listener = try FullListener()
        defer { listener.stop() }
        let transport = CurlTransport()
        var request = HTTPRequest(.get, "\(scheme)://127.0.0.1:\(listener.port)/")
        if limitsConnecting {
            request.connectTimeout = .milliseconds(300)
        } else {
            request.timeout = .milliseconds(300)
        }
        let error = try await curlError { try await transport.send(request) }
        #expect(error.code == .connectTimedOut, "\(error)")
        await transport.shutdown()
    }

    @Test("a redirect is a status and nothing is followed", arguments: [301, 302, 303, 307, 308])
    func redirect(status: Int) async throws {
        try await withStub { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 \(status) Moved\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")
            }
        } _: { server, transport in
            let request = HTTPRequest(.get, server.url + "/here")
            let whole = try await transport.send(request)
            let streamed = try await transport.open(request)
            #expect(whole.status == status)
            #expect(streamed.status == status)
            #expect(server.requests.allSatisfy { $0.target == "/here" })
        }
    }
}
