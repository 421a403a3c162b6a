package import HemoStatCore

/// Gathers what `hemostat status` shows from Redis, so that every replica tells the same.
package struct StatusReader: Sendable {
    private let redis: any RedisCommanding
    private let identity: String
    private let version: String
    /// The built-in policy: shown where it binds anything.
    private let fallback: HealthPolicy?
    private let now: @Sendable () -> Timestamp

    package init(
        redis: any RedisCommanding,
        identity: String,
        version: String,
        fallback: HealthPolicy? = nil,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.redis = redis
        self.identity = identity
        self.version = version
        self.fallback = fallback
        self.now = now
    }

    package func read() async throws -> OperatorStatus {
        let resources = ResourceStore(redis: redis)
        let hosts = try await HostRecords(redis: redis).all()
        var policies = try await resources.policies()
        if let fallback, hosts.contains(where: { $0.matches[fallback.name] != nil }) { policies.append(fallback) }
        var episodes: [Episode] = []
        var incidents: [Incident] = []
        for host in hosts {
            episodes += try await EpisodeStore(redis: redis).loadAll(host: host.name)
            incidents += try await IncidentStore(redis: redis).load(host: host.name)
        }
        let now = now()
        return OperatorStatus(
            version: version,
            identity: identity,
            at: now,
            hosts: hosts,
            policies: policies.map { policy in
                let findings = hosts.flatMap { $0.findings ?? [] }.filter { $0.policy == policy.name }
                return PolicyStatus(
                    policy,
                    matched: hosts.reduce(0) { $0 + ($1.matches[policy.name] ?? 0) },
                    conditions: PolicyFinding.conditions(findings)
                )
            },
            source: try await resources.source(),
            episodes: episodes.sorted { $0.openedAt > $1.openedAt }.map(EpisodeStatus.init),
            incidents: incidents.sorted { $0.openedAt > $1.openedAt },
            holds: try await resources.all(Hold.self).filter { $0.spec.expiresAt > now },
            mismatches: try await HostIdentities(redis: redis).mismatches().values.flatMap(\.self).sorted(),
            deadAlerts: Int(try await redis.command("LLEN", RedisKeys.deadAlerts).asInteger ?? 0)
        )
    }
}
