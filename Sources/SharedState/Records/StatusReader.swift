package import HemoStatCore

/// Gathers what `hemostat status` shows from Redis, so that every replica tells the same.
package struct StatusReader: Sendable {
    private let redis: any RedisCommanding
    private let identity: String
    private let version: String
    private let now: @Sendable () -> Timestamp

    package init(
        redis: any RedisCommanding,
        identity: String,
        version: String,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.redis = redis
        self.identity = identity
        self.version = version
        self.now = now
    }

    package func read() async throws(RedisError) -> OperatorStatus {
        let resources = ResourceStore(redis: redis)
        let hosts = try await HostRecords(redis: redis).all()
        let policies = try await resources.policies()
        var episodes: [Episode] = []
        for host in hosts { episodes += try await EpisodeStore(redis: redis).loadAll(host: host.name) }
        return OperatorStatus(
            version: version,
            identity: identity,
            at: now(),
            hosts: hosts,
            policies: policies.map { policy in
                PolicyStatus(policy, matched: hosts.reduce(0) { $0 + ($1.matches[policy.name] ?? 0) })
            },
            source: try await resources.source(),
            episodes: episodes.sorted { $0.openedAt > $1.openedAt }.map(EpisodeStatus.init),
            deadAlerts: Int(try await redis.command("LLEN", RedisKeys.deadAlerts).asInteger ?? 0)
        )
    }
}
