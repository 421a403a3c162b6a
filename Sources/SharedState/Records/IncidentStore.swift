package import HemoStatCore

/// A host's incidents in Redis: one text, the open ones and those that ended within the hour.
package struct IncidentStore: Sendable {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// How long an incident is remembered after its end.
    private static let memory = PolicyDuration.hours(1)

    package func load(host: String) async throws -> [Incident] {
        guard let bytes = try await redis.command("GET", RedisKeys.incidents(host: host)).asBytes else { return [] }
        return try StateJSON.decode([Incident].self, from: bytes)
    }

    /// Writes what is known now, and tells of what began or ended.
    ///
    /// `incidents` are open ones and those that just ended, `before` those that were known, `stored` what `load` gave.
    /// Nil when the lease is not ours any more, else what is stored now.
    package func save(
        _ incidents: [Incident],
        before: [Incident],
        stored: [Incident],
        host: String,
        lease: GuardedWrite.LeaseGuard,
        now: Timestamp
    ) async throws -> [Incident]? {
        let names = Set(incidents.map(\.id))
        let past = stored.filter {
            !names.contains($0.id) && $0.closedAt.map { now.elapsed(since: $0) < Self.memory } ?? false
        }
        let all = incidents + past
        var write = GuardedWrite()
        write.lease = lease
        write.add("SET", RedisKeys.incidents(host: host), try StateJSON.encode(all))
        for incident in incidents {
            let known = before.first { $0.id == incident.id }
            guard known?.isOpen != incident.isOpen else { continue }
            let notice = try StateJSON.encode(IncidentNotice(incident, at: now))
            write.add("XADD", RedisKeys.transitions, "MAXLEN", "~", 100_000, "*", "incident", notice)
        }
        return try await write.run(on: redis) == .done ? all : nil
    }
}
