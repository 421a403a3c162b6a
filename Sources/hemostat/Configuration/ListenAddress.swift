/// `HOST:PORT`, `[::1]:PORT` or `:PORT`; port 0 lets the kernel choose.
struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    var host: String
    var port: Int

    /// - Parameters:
    ///   - text: The address as it was given.
    ///   - name: The flag or variable that gave it, for errors.
    /// - Throws: `Failure`, with the code of usage.
    init(_ text: String, name: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw Failure(.usage, "\(name): expected HOST:PORT, such as 127.0.0.1:8421") }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.host = host.isEmpty ? "0.0.0.0" : host
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
