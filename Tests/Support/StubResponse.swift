/// What `StubHTTPServer` answers, well-behaved or not.
package struct StubResponse: Sendable {
    /// How the answer goes over the wire.
    package enum Delivery: Sendable {
        /// Head and body with a right `Content-Length`; the connection stays open.
        case whole
        /// `Transfer-Encoding: chunked`, a piece at a time with a pause after each; `body` is not used.
        case pieces([[UInt8]], pause: Duration)
        /// A `Content-Length` for the whole body, but only this many bytes of it, then the connection closes.
        case truncated(after: Int)
        /// These bytes instead of an answer, then the connection closes. No bytes: it closes without an answer.
        case raw([UInt8])
        /// Nothing, ever; the connection stays open until the client or the server goes.
        case silence
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// The time between the request's last byte and the answer's first.
    package var delay: Duration
    package var delivery: Delivery

    package init(
        _ status: Int = 200,
        headers: [(name: String, value: String)] = [],
        body: String = "",
        delay: Duration = .zero,
        delivery: Delivery = .whole
    ) {
        self.status = status
        self.headers = headers
        self.body = Array(body.utf8)
        self.delay = delay
        self.delivery = delivery
    }

    /// 200 with the body `ok`, as Slack answers.
    package static let ok = StubResponse(200, body: "ok")

    /// Closes the connection once the request has been read.
    package static let closeWithoutAnswer = StubResponse(delivery: .raw([]))

    /// Leaves the request without an answer.
    package static let silence = StubResponse(delivery: .silence)

    /// Bytes that are no HTTP.
    package static let garbage = StubResponse(delivery: .raw(Array("\u{1}\u{2}garbage\r\n\r\n".utf8)))

    /// The head, with the headers that say how the body ends.
    func head() -> [UInt8] {
        var lines = ["HTTP/1.1 \(status) Stub"] + headers.map { "\($0.name): \($0.value)" }
        switch delivery {
        case .pieces: lines.append("Transfer-Encoding: chunked")
        default: if status >= 200, status != 204, status != 304 { lines.append("Content-Length: \(body.count)") }
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}
