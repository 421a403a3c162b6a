/// A request as it arrived.
struct StubRequest: Sendable {
    let method: String
    /// Path and query, as on the wire.
    let target: String
    let head: String
    let body: [UInt8]

    var path: String { String(target.prefix { $0 != "?" }) }
}
