extension HTTPRequest {
    /// The longest unix socket path, in bytes (`sun_path` has 108 with its NUL).
    static let maximumSocketPathBytes = 107

    /// Refuses what libcurl would misread or the peer could be fooled with; returns where the request goes.
    func checked() throws(CurlError) -> RequestPlace {
        guard let place = RequestPlace(self) else {
            guard !connectsOnly else { throw Self.noPlaceToConnect }
            throw CurlError(.invalidRequest, "the request's url is not http:// or https:// with a host; correct it")
        }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw CurlError(.invalidRequest, "\(place): the url contains blanks or control bytes; percent-encode them")
        }
        try checkSocketPath()
        for file in [tls?.caFile, tls?.certificateFile, tls?.keyFile] {
            guard file?.utf8.contains(0) != true else {
                throw CurlError(.invalidRequest, "\(place): the path of a TLS file contains a NUL byte; remove it")
            }
        }
        for header in headers {
            try Self.check(header, at: place)
        }
        guard body == nil || method != .head else {
            throw CurlError(.invalidRequest, "\(place): a HEAD request has no body; use another method")
        }
        guard connectTimeout > .zero, timeout.map({ $0 > .zero }) ?? true else {
            throw CurlError(.timedOut, "\(place): no time was left when the request was to start")
        }
        return place
    }

    /// There is no host and port to connect to.
    static var noPlaceToConnect: CurlError {
        CurlError(
            .invalidRequest,
            "there is no place to connect to; give a host name or an address, and a port above 0"
        )
    }

    private func checkSocketPath() throws(CurlError) {
        guard let path = unixSocketPath else { return }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw CurlError(.invalidRequest, "the path of the unix socket is empty or contains a NUL byte; correct it")
        }
        let limit = Self.maximumSocketPathBytes
        guard path.utf8.count <= limit else {
            let problem = "the socket path has \(path.utf8.count) bytes, at most \(limit) fit; use a shorter directory"
            throw CurlError(.invalidRequest, "unix:\(path): \(problem)")
        }
    }

    private static func check(_ header: HTTPHeader, at place: RequestPlace) throws(CurlError) {
        guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
            throw CurlError(.invalidRequest, "\(place): a header name is empty or not a token (RFC 9110); correct it")
        }
        guard !header.value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else {
            let problem = "the value of header \(header.name) contains CR, LF or NUL; remove them"
            throw CurlError(.invalidRequest, "\(place): \(problem)")
        }
        guard !["content-length", "transfer-encoding"].contains(header.name.lowercased()) else {
            throw CurlError(.invalidRequest, "\(place): \(header.name) is set by the transport; leave it out")
        }
    }

    /// `tchar` of RFC 9110 §5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
