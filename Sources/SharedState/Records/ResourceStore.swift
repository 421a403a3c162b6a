package import HemoStatCore

/// Desired state in Redis: a hash a kind, resources by name, each with its generation and the source that owns it.
package struct ResourceStore: Sendable {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// What an apply did to one resource.
    package enum Change: String, Sendable {
        case created
        case configured
        case unchanged
        case pruned
    }

    /// Every policy in force that can be read, by name.
    package func policies() async throws(RedisError) -> [HealthPolicy] { try await all(HealthPolicy.self) }

    /// Every resource of a kind that can be read, by name.
    package func all<Kind: StoredResource>(_ kind: Kind.Type) async throws(RedisError) -> [Kind] {
        Self.read(kind, try await redis.command("HVALS", Kind.key)).resources
    }

    /// Everything the agents act by, in one read.
    package func desired() async throws(RedisError) -> DesiredState {
        let keys = [HealthPolicy.key, Hold.key, DockerHost.key]
        let replies = try await redis.pipeline(keys.map { ["HVALS", $0] })
        for case .error(let error) in replies { throw .reply(error, to: "the resources") }
        let policies = Self.read(HealthPolicy.self, replies[0])
        let holds = Self.read(Hold.self, replies[1])
        let hosts = Self.read(DockerHost.self, replies[2])
        return DesiredState(
            policies: policies.resources,
            holds: holds.resources,
            hosts: hosts.resources,
            unreadable: policies.unreadable,
            unreadableHolds: holds.unreadable
        )
    }

    /// A number that grows with every change: what was read at it is still so.
    package func version() async throws(RedisError) -> Int64 {
        try await redis.command("GET", RedisKeys.resourcesVersion).asInteger ?? 0
    }

    /// Puts resources of a kind in force and removes the named ones; the same meaning keeps its generation and disturbs
    /// nothing.
    ///
    /// - Returns: what happened to each, by name.
    package func apply<Kind: StoredResource>(
        _ resources: [Kind],
        pruning pruned: Set<String> = []
    ) async throws -> [String: Change] {
        let known = Dictionary(try await all(Kind.self).map { ($0.name, $0) }) { first, _ in first }
        var changes: [String: Change] = [:]
        var write = GuardedWrite()
        for var resource in resources {
            let old = known[resource.name]
            let isSame = old?.spec == resource.spec
            resource.metadata.generation = (old?.metadata.generation ?? 0) + (isSame ? 0 : 1)
            changes[resource.name] = old == nil ? .created : isSame ? .unchanged : .configured
            if old != resource { write.add("HSET", Kind.key, resource.name, try StateJSON.encode(resource)) }
        }
        for name in pruned where known[name] != nil && changes[name] == nil {
            changes[name] = .pruned
            write.add("HDEL", Kind.key, name)
        }
        guard !write.commands.isEmpty else { return changes }
        write.add("INCR", RedisKeys.resourcesVersion)
        _ = try await write.run(on: redis)
        return changes
    }

    package func saveSource(_ status: PolicySourceStatus) async throws {
        _ = try await redis.command("SET", RedisKeys.policySource, try StateJSON.encode(status))
    }

    package func source() async throws(RedisError) -> PolicySourceStatus? {
        let reply = try await redis.command("GET", RedisKeys.policySource)
        return reply.asBytes.flatMap { try? StateJSON.decode(PolicySourceStatus.self, from: $0) }
    }

    private static func read<Kind: StoredResource>(
        _ kind: Kind.Type,
        _ reply: RESPValue
    ) -> (resources: [Kind], unreadable: Int) {
        let records = (reply.asArray ?? []).compactMap { $0.asBytes }
        let resources = records.compactMap { try? StateJSON.decode(kind, from: $0) }
        return (resources.sorted { $0.name < $1.name }, records.count - resources.count)
    }
}
