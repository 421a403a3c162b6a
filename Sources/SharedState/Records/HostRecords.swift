package import HemoStatCore

/// One record a Docker host, written by the replica that leads it.
package struct HostRecords: Sendable {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    package func save(_ status: HostStatus, lease: GuardedWrite.LeaseGuard?) async throws {
        var write = GuardedWrite()
        write.lease = lease
        write.add("HSET", RedisKeys.hosts, status.name, try StateJSON.encode(status))
        _ = try await write.run(on: redis)
    }

    package func all() async throws(RedisError) -> [HostStatus] {
        let reply = try await redis.command("HVALS", RedisKeys.hosts)
        return (reply.asArray ?? []).compactMap { $0.asBytes }
            .compactMap { try? StateJSON.decode(HostStatus.self, from: $0) }
            .sorted { $0.name < $1.name }
    }
}
