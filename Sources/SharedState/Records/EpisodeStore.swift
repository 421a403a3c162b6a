package import HemoStatCore

/// Episodes in Redis: a hash a host, a field a container, each value its revision and its JSON.
package struct EpisodeStore: Sendable {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// The episode of a container; nil when there is none, or what stands there cannot be read.
    package func load(_ key: ContainerKey) async throws(RedisError) -> Episode? {
        let reply = try await redis.command("HGET", RedisKeys.episodes(host: key.host), key.id)
        return reply.asBytes.flatMap(Self.decode)
    }

    /// Every episode of a host, open or just ended.
    package func loadAll(host: String) async throws(RedisError) -> [Episode] {
        let reply = try await redis.command("HGETALL", RedisKeys.episodes(host: host))
        let fields = reply.asArray ?? []
        return fields.indices.filter { !$0.isMultiple(of: 2) }.compactMap { fields[$0].asBytes.flatMap(Self.decode) }
    }

    /// The ledger of an episode's container.
    package func history(of episode: Episode) async throws(RedisError) -> ActionHistory {
        let replies = try await redis.pipeline([
            ["ZRANGE", RedisKeys.ledger(host: episode.host, key: episode.ledgerKey), 0, -1, "WITHSCORES"],
            ["ZRANGE", RedisKeys.ineffective(host: episode.host, key: episode.ledgerKey), 0, -1, "WITHSCORES"],
            ["GET", RedisKeys.lastEffective(host: episode.host, key: episode.ledgerKey)],
            ["GET", RedisKeys.episodeEnd(host: episode.host, key: episode.ledgerKey)],
            ["GET", RedisKeys.openIntent(host: episode.host, key: episode.ledgerKey)],
        ])
        for case .error(let error) in replies { throw .reply(error, to: "the action ledger") }
        return ActionHistory(
            intents: Self.times(replies[0]),
            ineffective: Self.times(replies[1]),
            lastEffective: replies[2].asInteger.map { Timestamp(microseconds: $0) },
            lastEpisodeEnd: replies[3].asInteger.map { Timestamp(microseconds: $0) },
            openIntent: replies[4].asString
        )
    }

    /// The scores of a sorted set of instants.
    private static func times(_ reply: RESPValue) -> [Timestamp] {
        let scores = reply.asArray ?? []
        return scores.indices.filter { !$0.isMultiple(of: 2) }.compactMap { index in
            scores[index].asString.flatMap(Double.init).map { Timestamp(microseconds: Int64($0)) }
        }
    }

    /// Removes what stands in an episode's place and cannot be read: no compare-and-set would ever replace it.
    ///
    /// Only for the holder of the host's lease.
    /// - Returns: whether there was such a thing.
    package func discardUnreadable(
        _ key: ContainerKey,
        lease: GuardedWrite.LeaseGuard
    ) async throws(RedisError) -> Bool {
        let field = RedisKeys.episodes(host: key.host)
        guard let bytes = try await redis.command("HGET", field, key.id).asBytes, Self.decode(bytes) == nil else {
            return false
        }
        var write = GuardedWrite()
        write.lease = lease
        write.add("HDEL", field, key.id)
        return try await write.run(on: redis) == .done
    }

    static func encode(_ episode: Episode) throws -> [UInt8] {
        Array("\(episode.revision)\n".utf8) + (try StateJSON.encode(episode))
    }

    static func decode(_ bytes: [UInt8]) -> Episode? {
        guard let newline = bytes.firstIndex(of: 10) else { return nil }
        return try? StateJSON.decode(Episode.self, from: bytes[bytes.index(after: newline)...])
    }
}

extension GuardedWrite {
    /// Puts the episode in place of the one that was read, and its new transitions on their stream.
    ///
    /// - Parameters:
    ///   - episode: Nil removes it. Its revision is set here: one more than the one read.
    ///   - read: The one the decision was made from.
    ///   - key: The container they are about.
    ///   - now: Shared time, for the end of an episode that acted.
    ///   - ledgerMilliseconds: How long the ledger is remembered: longer than any window of the policies concerned.
    /// - Throws: When the episode cannot be encoded.
    package mutating func put(
        _ episode: Episode?,
        read: Episode?,
        key: ContainerKey,
        now: Timestamp,
        ledgerMilliseconds: Int64 = GuardedWrite.usualLedgerMilliseconds
    ) throws {
        revision = RevisionGuard(host: key.host, containerID: key.id, expected: read?.revision ?? 0)
        endDisruption(of: read, now: episode)
        guard var episode else {
            add("HDEL", RedisKeys.episodes(host: key.host), key.id)
            return
        }
        episode.revision = (read?.revision ?? 0) + 1
        // It goes on with the container that took the target's place.
        if episode.containerID != key.id { add("HDEL", RedisKeys.episodes(host: key.host), key.id) }
        add("HSET", RedisKeys.episodes(host: key.host), episode.containerID, try EpisodeStore.encode(episode))
        let known = read?.id == episode.id ? read?.transitionTotal ?? 0 : 0
        for transition in episode.transitions.suffix(max(0, episode.transitionTotal - known)) {
            add(
                "XADD",
                RedisKeys.transitions,
                "MAXLEN",
                "~",
                100_000,
                "*",
                "transition",
                try StateJSON.encode(TransitionNotice(episode, transition))
            )
        }
        let keep = max(1, ledgerMilliseconds)
        addJudgements(of: episode, read: read, keep: keep)
        let hasEnded = episode.phase.isFinal || episode.phase == .escalated
        // What leaves an escalation has ended before: the cooldown runs from there.
        if hasEnded, !episode.intents.isEmpty, read?.phase != episode.phase, read?.phase != .escalated {
            let key = RedisKeys.episodeEnd(host: episode.host, key: episode.ledgerKey)
            add("SET", key, now.microseconds, "PX", keep)
        }
    }

    /// Frees the place in its disruption group once an episode neither acts nor proves any more, or is gone.
    private mutating func endDisruption(of read: Episode?, now episode: Episode?) {
        guard let read, let group = read.disruptionGroup else { return }
        let isOpen = episode?.phase == .remediating || episode?.phase == .verifying
        guard !isOpen || episode?.disruptionGroup != group else { return }
        add("ZREM", RedisKeys.disruption(group: group), "\(read.host)/\(read.containerID)")
    }

    /// Which actions were found to have helped or not since the episode was read: the circuit breaker's ledger.
    private mutating func addJudgements(of episode: Episode, read: Episode?, keep: Int64) {
        let known = Set((read?.intents ?? []).filter { $0.judgedAt != nil }.map(\.id))
        for intent in episode.intents where !known.contains(intent.id) {
            guard let judgedAt = intent.judgedAt, let wasEffective = intent.wasEffective else { continue }
            if wasEffective {
                let key = RedisKeys.lastEffective(host: episode.host, key: episode.ledgerKey)
                add("SET", key, judgedAt.microseconds, "PX", keep)
            } else {
                let key = RedisKeys.ineffective(host: episode.host, key: episode.ledgerKey)
                add("ZADD", key, judgedAt.microseconds, intent.id)
                // A thousand is more than any policy counts.
                add("ZREMRANGEBYRANK", key, 0, -1002)
                add("PEXPIRE", key, keep)
            }
        }
    }
}
