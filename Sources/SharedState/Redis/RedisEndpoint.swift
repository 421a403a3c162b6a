/// Where a Redis is and how to log in there.
///
/// Spelled `redis://[user[:password]@]host[:port][/db]`, `rediss://…` for TLS (with `?ca=FILE` for a private
/// authority, else the system's trust), `unix:///path?db=N` or `redis+unix://…`. User, password and paths are
/// percent-decoded. A user without a password logs in with an empty one.
///
/// Sentinel: `redis+sentinel://[user[:password]@]host[:port][,host[:port]…]/name[/db]`, the user being Redis' own; with
/// `?sentinel_user=…&sentinel_password=…` for the Sentinels, port 26379 unless given. `rediss+sentinel://…` encrypts
/// both. The spelling is that of Python's redis-sentinel-url and its kin.
package struct RedisEndpoint: Sendable, Equatable {
    package enum Address: Sendable, Equatable {
        case tcp(host: String, port: Int)
        /// The path of a unix socket, at most ``longestSocketPath`` bytes.
        case unix(path: String)
        /// Wherever these Sentinels say that the primary is; they are asked before each connection.
        case sentinel(RedisSentinels)
    }

    package enum Trust: Sendable, Equatable {
        /// The certificate authorities of the system.
        case system
        /// The authorities in this PEM file and no others.
        case file(path: String)
    }

    /// The bytes a unix socket's path can have on Linux: `sun_path` has 108, the last is zero.
    package static let longestSocketPath = 107
    package static let defaultPort = 6379

    package var address: Address
    package var username: String?
    package var password: RedisSecret?
    package var database: Int
    /// Whom to trust when the connection is encrypted; nil for a plain connection.
    package var tls: Trust?

    package init(
        _ address: Address,
        username: String? = nil,
        password: RedisSecret? = nil,
        database: Int = 0,
        tls: Trust? = nil
    ) {
        self.address = address
        self.username = username
        self.password = password
        self.database = database
        self.tls = tls
    }
}

extension RedisEndpoint: CustomStringConvertible, CustomDebugStringConvertible {
    /// The address and database without user and password.
    package var description: String {
        switch address {
        case .tcp(let host, let port):
            let name = host.contains(":") ? "[\(host)]" : host
            return "\(tls == nil ? "redis" : "rediss")://\(name):\(port)/\(database)"
        case .unix(let path):
            return database == 0 ? "unix://\(path)" : "unix://\(path)?db=\(database)"
        case .sentinel(let sentinels):
            let scheme = tls == nil ? "redis+sentinel" : "rediss+sentinel"
            let servers = sentinels.servers.map(\.description).joined(separator: ",")
            return "\(scheme)://\(servers)/\(sentinels.primary)/\(database)"
        }
    }

    package var debugDescription: String { description }

    /// The address alone, for sentences: `127.0.0.1:6379` or the socket's path.
    package var place: String {
        switch address {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        case .sentinel(let sentinels): sentinels.place
        }
    }
}
