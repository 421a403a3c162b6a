package import ReconcilerKit

/// Leases in Redis: a hash with holder and epoch that expires by itself, and an epoch counter that never does.
package struct LeaseRecords: LeaseStore {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    private static let acquire = RedisScript(
        name: "lease-acquire",
        source: """
            local holder = redis.call('HGET', KEYS[1], 'holder')
            if holder and holder ~= ARGV[1] then return false end
            local time = redis.call('TIME')
            local epoch = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, time[1] * 1000 + math.floor(time[2] / 1000))
            epoch = string.format('%.0f', epoch)
            redis.call('SET', KEYS[2], epoch)
            redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'epoch', epoch)
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return {epoch, time[1], time[2]}
            """
    )

    private static let renew = RedisScript(
        name: "lease-renew",
        source: """
            local lease = redis.call('HMGET', KEYS[1], 'holder', 'epoch')
            if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] then return false end
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            local time = redis.call('TIME')
            return {lease[2], time[1], time[2]}
            """
    )

    private static let release = RedisScript(
        name: "lease-release",
        source: """
            local lease = redis.call('HMGET', KEYS[1], 'holder', 'epoch')
            if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] then return 0 end
            redis.call('DEL', KEYS[1])
            redis.call('PUBLISH', KEYS[1], 'released')
            return 1
            """
    )

    package func acquire(name: String, holder: String, duration: Duration) async throws -> LeaseGrant? {
        let keys = [RedisKeys.lease(name), RedisKeys.leaseEpoch(name)]
        return try Self.grant(
            await redis.evaluate(Self.acquire, keys: keys, arguments: [holder, duration.wholeMilliseconds])
        )
    }

    package func renew(name: String, holder: String, epoch: Int64, duration: Duration) async throws -> LeaseGrant? {
        let arguments: [any RESPArgument] = [holder, epoch, duration.wholeMilliseconds]
        return try Self.grant(
            await redis.evaluate(Self.renew, keys: [RedisKeys.lease(name)], arguments: arguments)
        )
    }

    package func release(name: String, holder: String, epoch: Int64) async throws {
        _ = try await redis.evaluate(Self.release, keys: [RedisKeys.lease(name)], arguments: [holder, epoch])
    }

    /// `{epoch, seconds, microseconds}`, or null for no.
    private static func grant(_ reply: RESPValue) throws(RedisError) -> LeaseGrant? {
        if reply.isNull { return nil }
        guard let fields = reply.asArray, fields.count == 3, let epoch = fields[0].asInteger,
            let seconds = fields[1].asInteger, let microseconds = fields[2].asInteger
        else { throw .unexpected(replyTo: "a lease script", wanted: "epoch and time") }
        return LeaseGrant(epoch: epoch, sharedTime: seconds * 1_000_000 + microseconds)
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
