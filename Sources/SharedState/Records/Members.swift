/// The replicas that live, in Redis: each with the instant, by Redis' clock, until which it counts without a sign.
package struct Members: Sendable {
    /// More than a fleet has; a runaway that invents names must not fill Redis.
    package static let most = 256
    /// The longest record, in bytes.
    static let longestRecord = 64 << 10

    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// Tells that a replica lives, for so long; who was not heard of in time is removed.
    ///
    /// - Throws: ``RedisError``; when the record is longer than 64 KiB or there are 256 members already.
    package func heartbeat(_ member: Member, lifetime: Duration) async throws {
        let facts = try StateJSON.encode(member)
        guard facts.count <= Self.longestRecord else {
            throw RedisError(.unexpectedReply, "the member record of \(member.identity) is longer than 64 KiB")
        }
        let reply = try await redis.evaluate(
            Self.beat,
            keys: Self.keys,
            arguments: [member.identity, facts, max(1, lifetime.wholeMilliseconds), Self.most]
        )
        guard reply.asInteger == 1 else {
            throw RedisError(.unexpectedReply, "there are \(Self.most) members already; remove \(RedisKeys.members)")
        }
    }

    /// The members that were heard of in time, by identity.
    package func live() async throws(RedisError) -> [Member] {
        let reply = try await redis.evaluate(Self.read, keys: Self.keys, arguments: [Self.most])
        return (reply.asArray ?? []).compactMap { $0.asBytes }
            .compactMap { try? StateJSON.decode(Member.self, from: $0) }
            .sorted { $0.identity < $1.identity }
    }

    /// Takes leave, before the leases are released.
    package func leave(_ identity: String) async throws(RedisError) {
        _ = try await redis.evaluate(Self.part, keys: Self.keys, arguments: [identity])
    }

    private static let keys = [RedisKeys.members, RedisKeys.memberFacts]

    private static let beat = RedisScript(
        name: "member-heartbeat",
        source: """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
              redis.call('HDEL', KEYS[2], gone)
              redis.call('ZREM', KEYS[1], gone)
            end
            if not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then
              return 0
            end
            redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[3]), ARGV[1])
            redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
            return 1
            """
    )

    private static let read = RedisScript(
        name: "members-live",
        source: """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local names = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf', 'LIMIT', 0, ARGV[1])
            if #names == 0 then return {} end
            return redis.call('HMGET', KEYS[2], unpack(names))
            """
    )

    private static let part = RedisScript(
        name: "member-leave",
        source: """
            redis.call('HDEL', KEYS[2], ARGV[1])
            return redis.call('ZREM', KEYS[1], ARGV[1])
            """
    )
}
