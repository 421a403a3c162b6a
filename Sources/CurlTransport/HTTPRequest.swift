/// One HTTP/1.1 request as the transport sends it.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package var method: Method
    /// `http://` or `https://` only.
    package var url: String
    package var headers: [HTTPHeader] = []
    package var body: [UInt8]?
    /// A socket to connect to instead of the URL's host, which is then only the Host header.
    ///
    /// At most 107 bytes.
    package var unixSocketPath: String?
    package var tls: TLSOptions?
    /// Whether the proxy named by the environment (`https_proxy`, `no_proxy`, …) is used.
    package var usesProxy: Bool = false
    /// From the start to a usable connection: name resolution, TCP and TLS.
    package var connectTimeout: Duration = .seconds(5)
    /// The whole exchange, body included (it keeps running while a stream is paused); nil, for streams, sets no limit.
    package var timeout: Duration? = .seconds(30)
    /// The largest response body ``CurlTransport/send(_:)`` accepts, in bytes; bounds nothing for streams.
    package var maximumBodyBytes: Int = 8 << 20
    /// Whether sending it twice could do harm.
    ///
    /// True gives the request a connection of its own making: libcurl silently repeats any request whose *reused*
    /// connection closes unanswered.
    package var hasSideEffect: Bool

    /// Whether the connection is all that is wanted: nothing is sent, and it closes at once.
    var connectsOnly = false

    package init(_ method: Method, _ url: String) {
        self.method = method
        self.url = url
        self.hasSideEffect = method != .get && method != .head
    }
}
