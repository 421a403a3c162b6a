/// The Sentinels that know which Redis is the primary of a name, and how to log in there.
package struct RedisSentinels: Sendable, Equatable {
    package struct Server: Sendable, Hashable, CustomStringConvertible {
        package var host: String
        package var port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }

    package static let defaultPort = 26379
    /// More would only be asked in vain.
    static let mostServers = 32

    package var servers: [Server]
    /// What the Sentinels call the primary (`mymaster`).
    package var primary: String
    /// Of the Sentinels themselves; the endpoint's own are those of the Redis behind them.
    package var username: String?
    package var password: RedisSecret?

    package init(
        servers: [Server],
        primary: String,
        username: String? = nil,
        password: RedisSecret? = nil
    ) {
        self.servers = servers
        self.primary = primary
        self.username = username
        self.password = password
    }

    /// For sentences: `mymaster (sentinels 10.0.0.1:26379, 10.0.0.2:26379)`.
    var place: String { "\(primary) (sentinels \(servers.map(\.description).joined(separator: ", ")))" }
}
