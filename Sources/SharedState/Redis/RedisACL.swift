/// The least a Redis account for the operator needs: `manifests/redis/users.acl` is this text.
///
/// Nothing outside of `hemostat:` can be read or written with it, no server setting changed, no key listed. The
/// private Redis has no account: only the operator's own user can open its socket. `RedisACLTests` proves that it is
/// enough, and that every single command of it is needed.
package enum RedisACL {
    /// The commands, as `ACL SETUSER` spells them without the plus sign.
    package static let commands = [
        // The connection; `AUTH` is free to all. `INFO` tells a primary from a replica, `WAIT` asks the replicas.
        "client|setname", "info", "ping", "select", "wait",
        // Records.
        "del", "exists", "expire", "get", "hdel", "hget", "hgetall", "hmget", "hset", "hsetnx", "hvals", "incr",
        "llen", "lpush", "ltrim", "pexpire", "set",
        // Ledgers and members.
        "zadd", "zcard", "zcount", "zrange", "zrangebyscore", "zrem", "zremrangebyrank", "zremrangebyscore", "zscore",
        // Streams.
        "xack", "xadd", "xautoclaim", "xgroup|create", "xinfo|groups", "xpending", "xrange", "xreadgroup", "xrevrange",
        "xtrim",
        // Channels.
        "publish", "subscribe",
        // Scripts, whose commands are checked like any others, and their clock.
        "eval", "evalsha", "time",
    ]

    package static let keyPattern = "hemostat:*"
    package static let channelPattern = "hemostat:*"

    /// What a Sentinel's account needs.
    package static let sentinelCommands = ["client|setname", "ping", "sentinel|get-master-addr-by-name"]

    /// The rules of `ACL SETUSER` after the name and password.
    package static var rules: [String] {
        ["on", "resetkeys", "~\(keyPattern)", "resetchannels", "&\(channelPattern)", "-@all"]
            + commands.map { "+\($0)" }
    }

    /// The line of an ACL file.
    package static func line(user: String, password: String) -> String {
        "user \(user) \(rules[0]) >\(password) \(rules.dropFirst().joined(separator: " "))\n"
    }
}
