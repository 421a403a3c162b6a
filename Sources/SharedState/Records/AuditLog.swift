package import HemoStatCore
import Synchronization

/// The audit logs of Docker hosts: a stream each, hash-chained, actions and denials apart.
///
/// Entries are written in the script that does what they tell of: ``add(_:of:to:)`` puts the entry and a compare-and-set
/// of the chain's head into a ``GuardedWrite``. The head is remembered between writes; when the script answers
/// `auditMoved`, or was not carried out at all, ``moved(host:)`` forgets it and the entry is to be added anew, to a
/// new write.
package final class AuditLog: Sendable {
    /// The two chains of a host.
    package enum Kind: String, Sendable, CaseIterable {
        case actions
        case denials

        package func streamKey(host: String) -> String {
            self == .actions ? RedisKeys.auditLog(host: host) : RedisKeys.denialLog(host: host)
        }

        package func headKey(host: String) -> String {
            self == .actions ? RedisKeys.auditHead(host: host) : RedisKeys.denialHead(host: host)
        }

        package var retention: AuditRetention { self == .actions ? .actions : .denials }
    }

    private let redis: any RedisCommanding
    /// The chains' ends as far as we wrote them, by head key.
    private let heads = Mutex<[String: AuditHead]>([:])

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// Adds an entry to a write; several of one chain follow each other.
    ///
    /// - Throws: ``RedisError``; when the head in Redis cannot be read as one, because nothing may be chained to it;
    ///   when the write already has entries of another chain.
    package func add(_ record: AuditRecord, of kind: Kind, to write: inout GuardedWrite) async throws {
        let headKey = kind.headKey(host: record.host)
        guard write.audit == nil || write.audit?.headKey == headKey else {
            throw RedisError(.unexpectedReply, "one write has audit entries of two chains; write them apart")
        }
        let head: AuditHead?
        if let audit = write.audit {
            head = AuditHead(audit.next)
        } else {
            head = try await currentHead(headKey)
        }
        let (bytes, next) = try AuditChain.append(record, to: head)
        let retention = kind.retention
        let stream = kind.streamKey(host: record.host)
        write.add("XADD", stream, "MAXLEN", "~", retention.entries, "*", Self.field, bytes)
        let oldest = max(0, (record.at - retention.age).microseconds / 1000)
        write.add("XTRIM", stream, "MINID", "~", oldest)
        write.audit = GuardedWrite.AuditGuard(
            headKey: headKey,
            expected: write.audit?.expected ?? head?.description ?? "",
            next: next.description
        )
        heads.withLock { $0[headKey] = next }
    }

    /// Forgets the ends of a host's chains: somebody else wrote, or a write was not carried out.
    package func moved(host: String) {
        heads.withLock { heads in
            for kind in Kind.allCases { heads[kind.headKey(host: host)] = nil }
        }
    }

    /// A page of entries, oldest first, at most a thousand; those that cannot be read are left out.
    ///
    /// - Parameters:
    ///   - kind: of which chain.
    ///   - host: whose.
    ///   - after: the last entry of the page before; nil begins.
    ///   - limit: how many at most.
    /// - Returns: the entries with their ids.
    /// - Throws: ``RedisError``.
    package func page(
        _ kind: Kind,
        host: String,
        after: StreamEntryID? = nil,
        limit: Int = 100
    ) async throws(RedisError) -> [(id: StreamEntryID, record: AuditRecord)] {
        try await raw(kind, host: host, after: after, limit: limit).compactMap { id, bytes in
            bytes.flatMap(AuditRecord.init(bytes:)).map { (id, $0) }
        }
    }

    /// The latest entries, newest first, at most a thousand; those that cannot be read are left out.
    package func latest(_ kind: Kind, host: String, limit: Int = 100) async throws(RedisError) -> [AuditRecord] {
        let stream = kind.streamKey(host: host)
        let reply = try await redis.command("XREVRANGE", stream, "+", "-", "COUNT", Self.bounded(limit))
        return try Self.entries(reply).compactMap { $0.bytes.flatMap(AuditRecord.init(bytes:)) }
    }

    /// Checks a whole chain, page by page.
    ///
    /// Nothing is locked: when entries were written meanwhile, the head is asked for once more.
    package func verify(_ kind: Kind, host: String, now: Timestamp) async throws(RedisError) -> AuditVerdict {
        var check = AuditCheck()
        var cursor: StreamEntryID?
        while true {
            var head = try await storedHead(kind.headKey(host: host))
            let page = try await raw(kind, host: host, after: cursor, limit: Self.pageLimit)
            for (id, bytes) in page {
                if let problem = check.take(bytes ?? []) { return problem }
                cursor = id
            }
            if page.count == Self.pageLimit { continue }
            // Entry and head are written together: between two equal heads nothing was.
            while true {
                let again = try await storedHead(kind.headKey(host: host))
                guard again != head else { break }
                head = again
                for (id, bytes) in try await raw(kind, host: host, after: cursor, limit: Self.pageLimit) {
                    if let problem = check.take(bytes ?? []) { return problem }
                    cursor = id
                }
            }
            return check.conclude(head: head.flatMap { AuditHead($0) }, retention: kind.retention, now: now)
        }
    }

    // MARK: Reading

    private static let field = "entry"
    private static let pageLimit = 1000

    private static func bounded(_ limit: Int) -> Int { min(max(1, limit), pageLimit) }

    private func currentHead(_ key: String) async throws(RedisError) -> AuditHead? {
        if let head = heads.withLock({ $0[key] }) { return head }
        guard let text = try await storedHead(key) else { return nil }
        guard let head = AuditHead(text) else {
            throw RedisError(
                .unexpectedReply,
                "\(key) in redis does not hold the end of an audit chain; keep it for the inquiry and rename it"
            )
        }
        return head
    }

    private func storedHead(_ key: String) async throws(RedisError) -> String? {
        let reply = try await redis.command("GET", key)
        return reply.isNull ? nil : reply.asString ?? ""
    }

    /// Entries after an id with their bytes; nil for one of another shape than ours.
    private func raw(
        _ kind: Kind,
        host: String,
        after: StreamEntryID?,
        limit: Int
    ) async throws(RedisError) -> [(id: StreamEntryID, bytes: [UInt8]?)] {
        let start = after.map { "(\($0)" } ?? "-"
        let stream = kind.streamKey(host: host)
        return try Self.entries(await redis.command("XRANGE", stream, start, "+", "COUNT", Self.bounded(limit)))
    }

    private static func entries(_ reply: RESPValue) throws(RedisError) -> [(id: StreamEntryID, bytes: [UInt8]?)] {
        var entries: [(id: StreamEntryID, bytes: [UInt8]?)] = []
        for item in reply.asArray ?? [] {
            guard let parts = item.asArray, parts.count == 2, let id = parts[0].asString.flatMap({ StreamEntryID($0) })
            else { throw .unexpected(replyTo: "XRANGE", wanted: "entries of id and fields") }
            let fields = parts[1].asArray ?? []
            let isOurs = fields.count == 2 && fields[0].asString == field
            entries.append((id, isOurs ? fields[1].asBytes : nil))
        }
        return entries
    }
}
