package import ReconcilerKit

/// Leases in Redis: a hash with holder and epoch that expires by itself, and an epoch counter that never does.
///
/// Where there are replicas, what one of them has not acknowledged is not granted, be it an acquisition or a renewal.
/// After a change of primary (``PrimaryIdentity``) nobody gets a lease for one lease's duration, and whoever holds one
/// has lost it: the first to ask the new primary writes down which one it is, and starts the time.
package struct LeaseRecords: LeaseStore {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    package func acquire(name: String, holder: String, duration: Duration) async throws -> LeaseGrant? {
        let connection = try redis.connection()
        let (reply, isAcknowledged) = try await connection.evaluateAcknowledged(
            LeaseScripts.acquire,
            keys: [
                RedisKeys.primary, RedisKeys.primaryIsNew, RedisKeys.lease(name), RedisKeys.leaseEpoch(name),
            ],
            arguments: identity(of: connection, duration) + [holder]
        )
        guard let grant = try Self.grant(reply) else { return nil }
        guard isAcknowledged else {
            // Others may have it at once; when this fails too it ends by itself.
            _ = try? await connection.evaluate(
                LeaseScripts.release,
                keys: [RedisKeys.lease(name)],
                arguments: [holder, grant.epoch, ""]
            )
            throw RedisError.unacknowledged("the lease \(name)")
        }
        return grant
    }

    /// - Throws: ``LeaseStoreChanged`` after a change of primary.
    package func renew(name: String, holder: String, epoch: Int64, duration: Duration) async throws -> LeaseGrant? {
        let connection = try redis.connection()
        let (reply, isAcknowledged) = try await connection.evaluateAcknowledged(
            LeaseScripts.renew,
            keys: [RedisKeys.primary, RedisKeys.primaryIsNew, RedisKeys.lease(name)],
            arguments: identity(of: connection, duration) + [holder, epoch]
        )
        if reply.asString == LeaseScripts.changed { throw LeaseStoreChanged() }
        guard let grant = try Self.grant(reply) else { return nil }
        guard isAcknowledged else { throw RedisError.unacknowledged("the renewal of the lease \(name)") }
        return grant
    }

    package func release(name: String, holder: String, epoch: Int64) async throws {
        let keys = [RedisKeys.lease(name)]
        let notice = try StateJSON.encode(LeaseRelease(lease: name, holder: holder))
        _ = try await redis.evaluate(LeaseScripts.release, keys: keys, arguments: [holder, epoch, notice])
    }

    /// What the scripts want to know of the server, which is not asked for a private Redis, and the lease's duration.
    private func identity(of connection: RedisConnection, _ duration: Duration) -> [any RESPArgument] {
        let runID = connection.isPrivate ? nil : connection.facts.runID
        return [runID ?? "", connection.predecessor ?? "", max(1, duration.wholeMilliseconds)]
    }

    /// `{epoch, seconds, microseconds}`, or something else for no.
    private static func grant(_ reply: RESPValue) throws(RedisError) -> LeaseGrant? {
        if reply.isNull || reply.asString == LeaseScripts.changed { return nil }
        guard let fields = reply.asArray, fields.count == 3, let epoch = fields[0].asInteger,
            let seconds = fields[1].asInteger, let microseconds = fields[2].asInteger
        else { throw .unexpected(replyTo: "a lease script", wanted: "epoch and time") }
        return LeaseGrant(epoch: epoch, sharedTime: seconds * 1_000_000 + microseconds)
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
