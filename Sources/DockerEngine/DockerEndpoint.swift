import CurlTransport

/// Where an engine listens: a unix socket, or a host and port with or without TLS.
package struct DockerEndpoint: Sendable, Hashable, CustomStringConvertible {
    package enum Address: Sendable, Hashable {
        case unix(path: String)
        case tcp(host: String, port: Int, tls: DockerTLS?)
    }

    package let address: Address

    package init(_ address: Address) {
        self.address = address
    }

    /// Docker's own default on Linux.
    package static let standard = DockerEndpoint(.unix(path: "/var/run/docker.sock"))

    /// Parses `unix:///path`, `tcp://host:port`, `http://host:port` or `https://host:port`.
    ///
    /// `tcp` becomes https when `tls` is given; `https` without `tls` trusts the system's authorities; the others
    /// ignore it, as Docker does. Without a port it is 2375, with TLS 2376 (`https` and `http` likewise).
    package init(parsing text: String, tls: DockerTLS? = nil) throws(DockerEndpointError) {
        guard let separator = text.firstRange(of: "://") else {
            throw Self.unsupported("has no scheme")
        }
        let rest = String(text[separator.upperBound...])
        switch text[..<separator.lowerBound] {
        case "unix": address = .unix(path: try Self.socketPath(rest))
        case "tcp": address = try Self.hostAndPort(rest, tls: tls)
        case "http": address = try Self.hostAndPort(rest, tls: nil)
        case "https": address = try Self.hostAndPort(rest, tls: tls ?? DockerTLS())
        case "npipe": throw Self.unsupported("names a Windows pipe, which is not supported on this platform")
        case "ssh": throw Self.unsupported("names an ssh connection, which is not supported")
        default: throw Self.unsupported("has an unknown scheme")
        }
    }

    /// The endpoint as people write it, without TLS files.
    package var description: String {
        switch address {
        case .unix(let path): "unix://\(path)"
        case .tcp(let host, let port, let tls): "\(tls == nil ? "tcp" : "https")://\(host):\(port)"
        }
    }

    /// A request for a target such as `/v1.41/info`.
    func request(_ method: HTTPRequest.Method, target: String) -> HTTPRequest {
        switch address {
        case .unix(let path):
            var request = HTTPRequest(method, "http://docker\(target)")
            request.unixSocketPath = path
            return request
        case .tcp(let host, let port, let tls):
            var request = HTTPRequest(method, "\(tls == nil ? "http" : "https")://\(host):\(port)\(target)")
            request.tls = tls.map {
                TLSOptions(caFile: $0.caFile, certificateFile: $0.certificateFile, keyFile: $0.keyFile)
            }
            return request
        }
    }
}

extension DockerEndpoint {
    /// Bytes of `sun_path` without its terminator.
    private static let socketPathBytes = 107

    private static func unsupported(_ why: String) -> DockerEndpointError {
        DockerEndpointError(
            code: .unsupportedScheme,
            message:
                "the Docker endpoint \(why); use a socket (unix:///path) or tcp (tcp://host:port, https://host:port)"
        )
    }

    private static func socketPath(_ path: String) throws(DockerEndpointError) -> String {
        guard path.hasPrefix("/"), path.utf8.count > 1, !path.utf8.contains(0) else {
            throw DockerEndpointError(
                code: .invalidPath,
                message: "the Docker socket's path must be absolute, as in unix:///var/run/docker.sock"
            )
        }
        guard path.utf8.count <= socketPathBytes else {
            throw DockerEndpointError(
                code: .invalidPath,
                message: "the Docker socket's path has \(path.utf8.count) bytes, more than the \(socketPathBytes) of a"
                    + " socket; use a shorter path or a link"
            )
        }
        return path
    }

    private static func hostAndPort(_ text: String, tls: DockerTLS?) throws(DockerEndpointError) -> Address {
        let invalid = DockerEndpointError(
            code: .invalidAddress,
            message: "the Docker endpoint must be a host and a port and nothing else, as in tcp://10.0.0.5:2376"
        )
        let authority = text.hasSuffix("/") ? String(text.dropLast()) : text
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw invalid }
            host = authority[...end]
            rest = authority[authority.index(after: end)...]
        } else {
            let end = authority.firstIndex(of: ":") ?? authority.endIndex
            host = authority[..<end]
            rest = authority[end...]
        }
        guard isHost(host), rest.isEmpty || rest.hasPrefix(":") else { throw invalid }
        guard !rest.isEmpty else { return .tcp(host: String(host), port: tls == nil ? 2375 : 2376, tls: tls) }
        let digits = rest.dropFirst()
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65_535).contains(port)
        else { throw invalid }
        return .tcp(host: String(host), port: port, tls: tls)
    }

    /// A name, an IPv4 address, or an IPv6 address in brackets; no user names, no paths.
    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("[") {
            let inner = host.dropFirst().dropLast()
            return inner.contains(":") && inner.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        guard let first = host.utf8.first, isAlphanumeric(first) else { return false }
        return host.utf8.allSatisfy {
            isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
