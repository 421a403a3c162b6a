/// Reads a ``RedisEndpoint`` from its URL.
///
/// Its errors never quote the URL: a misspelled one may show the password in any place.
struct RedisURLParser {
    private let url: String
    /// What the sentences call the URL: `REDIS_URL`, `--redis`.
    let name: String

    init(_ url: String, name: String) {
        self.url = url
        self.name = name
    }

    func parse() throws(RedisError) -> RedisEndpoint {
        guard let mark = url.firstRange(of: "://") else {
            throw invalid("has no scheme; write redis://host:port, rediss://host:port or unix:///path")
        }
        let (head, query) = Self.split(url[mark.upperBound...], at: "?")
        guard !head.contains("#") else {
            throw invalid("contains a #; percent-encode it as %23 in a user, password or path")
        }
        switch url[..<mark.lowerBound].lowercased() {
        case "redis": return try tcp(head, query, tls: nil)
        case "rediss": return try tcp(head, query, tls: .system)
        case "unix", "redis+unix": return try unix(head, query)
        case "redis+sentinel": return try sentinel(head, query, tls: nil)
        case "rediss+sentinel": return try sentinel(head, query, tls: .system)
        default: throw invalid("has an unknown scheme; use redis, rediss, unix, redis+sentinel or rediss+sentinel")
        }
    }

    private func tcp(
        _ text: Substring,
        _ query: Substring?,
        tls: RedisEndpoint.Trust?
    ) throws(RedisError) -> RedisEndpoint {
        let (authority, path) = Self.split(text, at: "/")
        guard path?.contains("@") != true, query?.contains("@") != true else {
            throw invalid("has an @ after the host; percent-encode reserved characters of the password")
        }
        let (login, location) = Self.splitLogin(authority)
        let place = try address(location, defaultPort: RedisEndpoint.defaultPort)
        var endpoint = RedisEndpoint(.tcp(host: place.host, port: place.port), tls: tls)
        try logIn(login, to: &endpoint)
        if let path, !path.isEmpty { endpoint.database = try database(path) }
        try apply(query, to: &endpoint)
        return endpoint
    }

    private func unix(_ text: Substring, _ query: Substring?) throws(RedisError) -> RedisEndpoint {
        guard let slash = text.firstIndex(of: "/") else { throw invalid("has no socket path; write unix:///path") }
        let (login, host) = Self.splitLogin(text[..<slash])
        guard host.isEmpty else { throw invalid("has a host before the socket path; write unix:///path") }
        let path = try decode(text[slash...])
        guard path.utf8.count > 1 else { throw invalid("has no socket path; write unix:///path") }
        guard path.utf8.count <= RedisEndpoint.longestSocketPath else {
            throw invalid("has a socket path longer than \(RedisEndpoint.longestSocketPath) bytes; use a shorter one")
        }
        var endpoint = RedisEndpoint(.unix(path: path))
        try logIn(login, to: &endpoint)
        try apply(query, to: &endpoint)
        return endpoint
    }

    func address(_ text: Substring, defaultPort: Int) throws(RedisError) -> RedisSentinels.Server {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw invalid("has an IPv6 address without a closing ]") }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { throw invalid("has text after the IPv6 address") }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            (host, port) = Self.split(text, at: ":")
        }
        guard !host.isEmpty else { throw invalid("has no host") }
        guard let port, !port.isEmpty else { return .init(host: String(host), port: defaultPort) }
        guard let number = Self.port(port) else { throw invalid("has a port that is not a number from 1 to 65535") }
        return .init(host: String(host), port: number)
    }

    func logIn(_ login: Substring?, to endpoint: inout RedisEndpoint) throws(RedisError) {
        guard let login, !login.isEmpty else { return }
        let (user, password) = Self.split(login, at: ":")
        if !user.isEmpty { endpoint.username = try decode(user) }
        if let password, !password.isEmpty { endpoint.password = RedisSecret(try decode(password)) }
    }

    func apply(_ query: Substring?, to endpoint: inout RedisEndpoint) throws(RedisError) {
        for item in query?.split(separator: "&") ?? [] {
            let (key, value) = Self.split(item, at: "=")
            switch key {
            case "db":
                endpoint.database = try database(value ?? "")
            case "ca":
                guard endpoint.tls != nil else { throw invalid("has ca= without TLS; use rediss://") }
                guard let value, !value.isEmpty else { throw invalid("has an empty ca=; name a PEM file") }
                endpoint.tls = .file(path: try decode(value))
            case "sentinel_user", "sentinel_username", "sentinel_password":
                try logInAtSentinels(key, value ?? "", to: &endpoint)
            default:
                throw invalid("has a query item other than db=, ca=, sentinel_user= and sentinel_password=")
            }
        }
    }

    func database(_ text: Substring) throws(RedisError) -> Int {
        guard let number = Self.database(text) else { throw invalid("has a database that is not a number from 0 up") }
        return number
    }

    func decode(_ text: Substring) throws(RedisError) -> String {
        guard let decoded = Self.percentDecoded(text) else {
            throw invalid("has a percent sign that is not followed by two hexadecimal digits of UTF-8 text")
        }
        return decoded
    }

    func invalid(_ problem: String) -> RedisError {
        RedisError(.invalidEndpoint, "\(name) \(problem)")
    }

    static func port(_ text: Substring) -> Int? {
        decimal(text).flatMap { (1...65535).contains($0) ? $0 : nil }
    }

    static func database(_ text: Substring) -> Int? {
        decimal(text).flatMap { $0 <= Int32.max ? $0 : nil }
    }

    private static func decimal(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }

    /// The login before the last `@` (a password may hold more of them) and the location after it.
    static func splitLogin(_ text: Substring) -> (login: Substring?, location: Substring) {
        guard let at = text.lastIndex(of: "@") else { return (nil, text) }
        return (text[..<at], text[text.index(after: at)...])
    }

    static func split(_ text: Substring, at mark: Character) -> (Substring, Substring?) {
        guard let index = text.firstIndex(of: mark) else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(nibble), let low = rest.popFirst().flatMap(nibble) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
