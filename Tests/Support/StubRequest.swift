/// A request as `StubHTTPServer` received it.
package struct StubRequest: Sendable {
    package let method: String
    /// The request target as sent: path and query.
    package let target: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// When its last byte had been read.
    package let arrival: Stamp
    /// Which connection of the server it came on, counted from 0.
    package let connection: Int

    /// The target without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// The body as text, invalid UTF-8 repaired.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The first header of that name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
