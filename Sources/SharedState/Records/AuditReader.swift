package import HemoStatCore

/// Gathers what `hemostat audit` shows, of every host.
package struct AuditReader: Sendable {
    private let redis: any RedisCommanding
    private let now: @Sendable () -> Timestamp

    package init(redis: any RedisCommanding, now: @escaping @Sendable () -> Timestamp) {
        self.redis = redis
        self.now = now
    }

    /// The latest entries of both chains, newest first: of one host, or of all, and at most so many of each chain.
    package func latest(host: String?, limit: Int) async throws(RedisError) -> [AuditRecord] {
        let log = AuditLog(redis: redis)
        var records: [AuditRecord] = []
        for host in try await hosts(host) {
            for kind in AuditLog.Kind.allCases { records += try await log.latest(kind, host: host, limit: limit) }
        }
        return records.sorted { $0.at > $1.at }
    }

    /// Checks both chains of each host.
    package func verify(host: String?) async throws(RedisError) -> [AuditReport] {
        let log = AuditLog(redis: redis)
        var reports: [AuditReport] = []
        for host in try await hosts(host) {
            for kind in AuditLog.Kind.allCases {
                let verdict = try await log.verify(kind, host: host, now: now())
                reports.append(AuditReport(host: host, chain: kind.rawValue, verdict))
            }
        }
        return reports
    }

    private func hosts(_ given: String?) async throws(RedisError) -> [String] {
        if let given { return [given] }
        return try await HostRecords(redis: redis).all().map(\.name)
    }
}
