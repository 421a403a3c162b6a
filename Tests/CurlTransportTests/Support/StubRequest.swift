/// A request as a stub server read it off the wire.
struct StubRequest: Sendable {
    /// Method, target and version.
    let line: String
    /// Header lines in their order, as sent.
    let headers: [String]
    let body: [UInt8]
    /// Which of the server's connections it came on, counted from 1.
    let connection: Int

    var method: String { String(line.prefix { $0 != " " }) }
    var target: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    func header(_ name: String) -> String? {
        let prefix = name.lowercased() + ":"
        let line = headers.first { $0.lowercased().hasPrefix(prefix) }
        return line.map { String($0.dropFirst(prefix.count).drop { $0 == " " }) }
    }
}
