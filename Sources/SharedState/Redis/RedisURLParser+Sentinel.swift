extension RedisURLParser {
    /// Reads `[user[:password]@]host[:port][,host[:port]…]/name[/db]`.
    func sentinel(
        _ text: Substring,
        _ query: Substring?,
        tls: RedisEndpoint.Trust?
    ) throws(RedisError) -> RedisEndpoint {
        let (authority, path) = Self.split(text, at: "/")
        guard path?.contains("@") != true else {
            throw invalid("has an @ after the sentinels; percent-encode reserved characters of the password")
        }
        let (login, location) = Self.splitLogin(authority)
        var servers: [RedisSentinels.Server] = []
        for server in location.split(separator: ",", omittingEmptySubsequences: false) {
            servers.append(try address(server, defaultPort: RedisSentinels.defaultPort))
        }
        guard servers.count <= RedisSentinels.mostServers else {
            throw invalid("names more than \(RedisSentinels.mostServers) sentinels; a few are enough")
        }
        let (name, number) = Self.split(path ?? "", at: "/")
        let primary = try decode(name)
        guard !primary.isEmpty, primary.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw invalid("does not name the primary; write redis+sentinel://host:port,host:port/mymaster")
        }
        var endpoint = RedisEndpoint(.sentinel(RedisSentinels(servers: servers, primary: primary)), tls: tls)
        try logIn(login, to: &endpoint)
        if let number, !number.isEmpty { endpoint.database = try database(number) }
        try apply(query, to: &endpoint)
        return endpoint
    }

    /// The query items with which Sentinels have accounts of their own.
    func logInAtSentinels(
        _ key: Substring,
        _ value: Substring,
        to endpoint: inout RedisEndpoint
    ) throws(RedisError) {
        guard case .sentinel(var sentinels) = endpoint.address else {
            throw invalid("has \(key)= without sentinels; use redis+sentinel://")
        }
        guard !value.isEmpty else { throw invalid("has an empty \(key)=") }
        if key == "sentinel_password" {
            sentinels.password = RedisSecret(try decode(value))
        } else {
            sentinels.username = try decode(value)
        }
        endpoint.address = .sentinel(sentinels)
    }
}
