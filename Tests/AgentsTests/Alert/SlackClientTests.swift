import CurlTransport
import SharedState
import TestSupport
import Testing

@testable import Agents

@Suite struct SlackClientTests {
    private static let secret = "T0KEN-s3cret"

    private func post(to stub: StubHTTPServer) async throws -> SlackClient.Delivery {
        let transport = CurlTransport()
        let client = try SlackClient(transport: transport, url: "\(stub.url)/services/\(Self.secret)")
        let delivery = await client.post(SlackMessage(Given.notice()))
        await transport.shutdown()
        return delivery
    }

    @Test("the message goes out as one JSON POST")
    func request() async throws {
        let stub = try StubHTTPServer()
        #expect(try await post(to: stub) == .delivered)
        #expect(stub.requests.count == 1)
        let request = try #require(stub.requests.first)
        #expect(request.method == "POST")
        #expect(request.path == "/services/\(Self.secret)")
        #expect(request.header("content-type") == "application/json")
        #expect(try AnyJSON(request.text) == AnyJSON(SlackMessage(Given.notice())))
    }

    @Test(
        "taken, refused for good, or to be tried again",
        arguments: [
            (200, .delivered), (204, .delivered), (400, .refused("slack refused the message with status 400")),
            (413, .refused("slack refused the message with status 413")),
            (302, .failed("slack answered with status 302")), (403, .failed("slack answered with status 403")),
            (404, .failed("slack answered with status 404")), (429, .failed("slack answered with status 429")),
            (500, .failed("slack answered with status 500")), (503, .failed("slack answered with status 503")),
        ] as [(Int, SlackClient.Delivery)]
    )
    func statuses(status: Int, delivery: SlackClient.Delivery) async throws {
        let stub = try StubHTTPServer { _ in
            StubResponse(status, headers: [(name: "Location", value: "http://127.0.0.1:1/")], body: "no_service")
        }
        #expect(try await post(to: stub) == delivery)
        #expect(stub.requests.count == 1)
    }

    @Test("an answer that breaks off, is none, or is too large is tried again, and is sent once")
    func broken() async throws {
        let huge = StubResponse(200, body: String(repeating: "x", count: 200 << 10))
        for response in [.closeWithoutAnswer, .garbage, huge] as [StubResponse] {
            let stub = try StubHTTPServer { _ in response }
            let delivery = try await post(to: stub)
            guard case .failed(let reason) = delivery else {
                Issue.record("\(delivery) of \(response.delivery)")
                continue
            }
            #expect(!reason.contains(Self.secret))
            #expect(stub.requests.count == 1)
        }
    }

    @Test("who never answers is given up")
    func silence() async throws {
        let stub = try StubHTTPServer { _ in .silence }
        #expect(try await post(to: stub) == .failed("slack could not be reached (timedOut)"))
    }

    @Test("nobody there is tried again, and nothing says where")
    func unreachable() async throws {
        let stub = try StubHTTPServer()
        stub.close()
        let delivery = try await post(to: stub)
        #expect(delivery == .failed("slack could not be reached (couldNotConnect)"))
    }

    @Test(
        "what is no address is refused without being shown",
        arguments: [
            "", "hooks.slack.com/T0KEN-s3cret", "ftp://T0KEN-s3cret", "https://", "http://x", "file:///T0KEN-s3cret",
            "https://hooks.slack.com/T0KEN-s3cret\n", "https://hooks.slack.com/T0KEN-s3cret x",
            "https://hooks.släck.com/T0KEN-s3cret", "HTTPS//T0KEN-s3cret",
        ]
    )
    func invalid(url: String) async throws {
        let transport = CurlTransport()
        let error = #expect(throws: SlackClient.InvalidURL.self) { try SlackClient(transport: transport, url: url) }
        #expect(error?.description.contains(Self.secret) == false)
        #expect(error?.description.hasPrefix("SLACK_WEBHOOK_URL: ") == true)
        await transport.shutdown()
    }

    @Test("no way of printing the client shows its address")
    func hidden() async throws {
        let transport = CurlTransport()
        let client = try SlackClient(transport: transport, url: "https://hooks.example/\(Self.secret)")
        var dumped = ""
        dump(client, to: &dumped)
        for text in ["\(client)", String(reflecting: client), dumped] { #expect(!text.contains(Self.secret)) }
        await transport.shutdown()
    }
}
