/// Which engine each host's name stands for, and replicas that found another one there.
package struct HostIdentities: Sendable {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// Claims a name for an engine, or tells whose it is.
    ///
    /// - Returns: the engine the name stands for: the given one when nobody had claimed it.
    package func claim(host: String, engine: String) async throws(RedisError) -> String {
        let replies = try await redis.pipeline([
            ["HSETNX", RedisKeys.hostIdentities, host, engine], ["HGET", RedisKeys.hostIdentities, host],
        ])
        for case .error(let error) in replies { throw .reply(error, to: "the hosts' identities") }
        guard let known = replies[1].asString else { throw .unexpected(replyTo: "HGET", wanted: "an engine's id") }
        return known
    }

    /// Notes that a replica reaches another engine under this name, or, with nil, that it does not any more.
    package func report(_ message: String?, host: String, replica: String) async throws(RedisError) {
        let field = "\(host)/\(replica)"
        if let message {
            _ = try await redis.command("HSET", RedisKeys.hostMismatches, field, message)
        } else {
            _ = try await redis.command("HDEL", RedisKeys.hostMismatches, field)
        }
    }

    /// Every such finding of a host, one sentence each.
    package func mismatches() async throws(RedisError) -> [String: [String]] {
        let fields = try await redis.command("HGETALL", RedisKeys.hostMismatches).asArray ?? []
        var found: [String: [String]] = [:]
        for index in stride(from: 0, to: fields.count - 1, by: 2) {
            guard let field = fields[index].asString, let message = fields[index + 1].asString,
                let slash = field.firstIndex(of: "/")
            else { continue }
            found[String(field[..<slash]), default: []].append(message)
        }
        return found.mapValues { $0.sorted() }
    }
}
