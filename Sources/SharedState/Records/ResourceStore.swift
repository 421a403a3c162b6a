package import HemoStatCore

/// Desired state in Redis: a hash of policies by name, each with its generation and the source that owns it.
package struct ResourceStore: Sendable {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// What an apply did to one policy.
    package enum Change: String, Sendable {
        case created
        case configured
        case unchanged
        case pruned
    }

    /// Every policy in force that can be read, by name.
    package func policies() async throws(RedisError) -> [HealthPolicy] { try await stored().policies }

    /// Every policy in force, by name, and how many there are that this version cannot read.
    package func stored() async throws(RedisError) -> (policies: [HealthPolicy], unreadable: Int) {
        let records = (try await redis.command("HVALS", RedisKeys.policies).asArray ?? []).compactMap { $0.asBytes }
        let policies = records.compactMap { try? StateJSON.decode(HealthPolicy.self, from: $0) }
        return (policies.sorted { $0.name < $1.name }, records.count - policies.count)
    }

    /// Puts policies in force and removes the named ones; the same meaning keeps its generation and disturbs nothing.
    ///
    /// - Returns: what happened to each, by name.
    package func apply(
        _ policies: [HealthPolicy],
        pruning pruned: Set<String> = []
    ) async throws -> [String: Change] {
        let known = Dictionary(try await self.policies().map { ($0.name, $0) }) { first, _ in first }
        var changes: [String: Change] = [:]
        var write = GuardedWrite()
        for var policy in policies {
            let old = known[policy.name]
            let isSame = old?.spec == policy.spec
            policy.metadata.generation = (old?.metadata.generation ?? 0) + (isSame ? 0 : 1)
            changes[policy.name] = old == nil ? .created : isSame ? .unchanged : .configured
            if old != policy { write.add("HSET", RedisKeys.policies, policy.name, try StateJSON.encode(policy)) }
        }
        for name in pruned where known[name] != nil && changes[name] == nil {
            changes[name] = .pruned
            write.add("HDEL", RedisKeys.policies, name)
        }
        if !write.commands.isEmpty { _ = try await write.run(on: redis) }
        return changes
    }

    package func saveSource(_ status: PolicySourceStatus) async throws {
        _ = try await redis.command("SET", RedisKeys.policySource, try StateJSON.encode(status))
    }

    package func source() async throws(RedisError) -> PolicySourceStatus? {
        let reply = try await redis.command("GET", RedisKeys.policySource)
        return reply.asBytes.flatMap { try? StateJSON.decode(PolicySourceStatus.self, from: $0) }
    }
}
