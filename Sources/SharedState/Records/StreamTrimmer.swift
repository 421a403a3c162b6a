/// Keeps streams short: drops entries that every group has acknowledged and that are older than an hour.
///
/// What is not acknowledged stays; only the length cap of each `XADD` may ever cut it off.
package struct StreamTrimmer: Sendable {
    private let redis: any RedisCommanding

    /// Microseconds.
    private static let keep: Int64 = 3_600_000_000

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// Trims every stream of the given hosts; one that is not there, or that no group reads yet, is left as it is.
    package func trim(hosts: [String], now: Int64) async throws(RedisError) {
        let channels = ChannelName.allCases.map(RedisKeys.stream)
        let streams = channels + hosts.map(RedisKeys.responderStream) + [RedisKeys.transitions]
        for stream in streams { try await trim(stream, before: (now - Self.keep) / 1000) }
    }

    private func trim(_ stream: String, before milliseconds: Int64) async throws(RedisError) {
        guard milliseconds > 0, try await redis.command("EXISTS", stream).asInteger == 1 else { return }
        let groups = try await redis.command("XINFO", "GROUPS", stream).asArray ?? []
        var oldest: StreamEntryID?
        for group in groups {
            guard let id = try await firstUnacknowledged(stream, group) else { return }
            oldest = min(oldest ?? id, id)
        }
        guard let oldest else { return }
        guard let aged = StreamEntryID("\(milliseconds)-0") else { return }
        _ = try await redis.command("XTRIM", stream, "MINID", "~", min(oldest, aged).description)
    }

    /// Where a group's work begins: its oldest pending entry, else behind the last one it was handed.
    private func firstUnacknowledged(_ stream: String, _ group: RESPValue) async throws(RedisError) -> StreamEntryID? {
        let fields = group.asArray ?? []
        var facts: [String: RESPValue] = [:]
        for index in stride(from: 0, to: fields.count - 1, by: 2) {
            if let name = fields[index].asString { facts[name] = fields[index + 1] }
        }
        guard let name = facts["name"]?.asString else { return nil }
        let pending = try await redis.command("XPENDING", stream, name).asArray ?? []
        if pending.count > 1, let first = pending[1].asString { return StreamEntryID(first) }
        return facts["last-delivered-id"]?.asString.flatMap { StreamEntryID($0) }
    }
}
