extension RedisEndpoint {
    /// Reads an endpoint from its URL.
    ///
    /// Errors never quote the URL; they call it by `name`, the flag or variable that it came from.
    package init(url: String, name: String = "the redis URL") throws(RedisError) {
        self = try RedisURLParser(url, name: name).parse()
    }

    /// Reads the endpoint that the environment names; nil when it names none.
    ///
    /// `REDIS_URL` wins over `REDIS_HOST`, `REDIS_PORT` and `REDIS_DB`; without it any one of the others, or
    /// `REDIS_PASSWORD` alone, stands for a Redis at `localhost:6379` as far as they say nothing else.
    /// `REDIS_PASSWORD` also completes a URL that has no password, `REDIS_CA_FILE` a `rediss://` URL without `ca=`.
    /// An empty variable counts as unset.
    package static func fromEnvironment(_ environment: [String: String]) throws(RedisError) -> RedisEndpoint? {
        let variables = environment.filter { !$0.value.isEmpty }
        var endpoint: RedisEndpoint
        if let url = variables["REDIS_URL"] {
            endpoint = try RedisEndpoint(url: url, name: "REDIS_URL")
        } else if ["REDIS_HOST", "REDIS_PORT", "REDIS_DB", "REDIS_PASSWORD"].contains(where: variables.keys.contains) {
            endpoint = try fromParts(variables)
        } else {
            return nil
        }
        if endpoint.password == nil, let password = variables["REDIS_PASSWORD"] {
            endpoint.password = RedisSecret(password)
        }
        if let file = variables["REDIS_CA_FILE"] {
            guard let trust = endpoint.tls else {
                throw RedisError(
                    .invalidEndpoint,
                    "REDIS_CA_FILE is set but the connection is not encrypted; set REDIS_URL to rediss://host:port"
                )
            }
            if trust == .system { endpoint.tls = .file(path: file) }
        }
        return endpoint
    }

    private static func fromParts(_ variables: [String: String]) throws(RedisError) -> RedisEndpoint {
        let host = variables["REDIS_HOST"] ?? "localhost"
        guard !host.contains(where: { "/@?# ".contains($0) }) else {
            throw RedisError(
                .invalidEndpoint,
                "REDIS_HOST is not a host name; put an address with a scheme in REDIS_URL"
            )
        }
        var port = defaultPort
        if let text = variables["REDIS_PORT"] {
            // Kubernetes sets REDIS_PORT=tcp://10.0.0.1:6379 in every pod beside a service named redis.
            let hint =
                text.hasPrefix("tcp://") ? "; kubernetes set it: set enableServiceLinks to false or REDIS_URL" : ""
            guard let number = RedisURLParser.port(text[...]) else {
                throw RedisError(.invalidEndpoint, "REDIS_PORT is not a number from 1 to 65535\(hint)")
            }
            port = number
        }
        var database = 0
        if let text = variables["REDIS_DB"] {
            guard let number = RedisURLParser.database(text[...]) else {
                throw RedisError(.invalidEndpoint, "REDIS_DB is not a number from 0 up")
            }
            database = number
        }
        return RedisEndpoint(.tcp(host: host, port: port), database: database)
    }
}
