/// A request as `SocketProxy` saw it pass.
package struct ProxiedRequest: Sendable {
    package let method: String
    /// The request target as sent: path and query, with Docker's version prefix.
    package let target: String
    /// When its first line was complete here; the peer gets it after that.
    package let arrival: Stamp
    /// Which connection of the proxy it came on, counted from 0.
    package let connection: Int

    /// The path without the query and without Docker's version prefix: `/containers/…/restart`.
    package var path: String {
        let path = target.prefix { $0 != "?" }
        let parts = path.split(separator: "/", maxSplits: 1)
        guard let first = parts.first, first.first == "v", first.dropFirst().first?.isNumber == true else {
            return String(path)
        }
        return parts.count == 2 ? "/" + parts[1] : "/"
    }
}
