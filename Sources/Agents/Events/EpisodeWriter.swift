package import HemoStatCore
package import SharedState

/// The one place where an episode, its events and the acknowledgement of what caused them are written: one script.
package struct EpisodeWriter: Sendable {
    private let redis: any RedisCommanding
    /// `monitor`, `analyzer`, `responder`: the envelope's `agent`.
    private let agent: String
    private let now: @Sendable () -> Timestamp

    package init(redis: any RedisCommanding, agent: String, now: @escaping @Sendable () -> Timestamp) {
        self.redis = redis
        self.agent = agent
        self.now = now
    }

    /// Everything one decision wants written.
    struct Change {
        var key: ContainerKey
        var read: Episode?
        /// Nil removes it.
        var episode: Episode?
        var lease: GuardedWrite.LeaseGuard?
        var intent: GuardedWrite.IntentGuard?
        /// How long the ledger is remembered; nil for as long as usual.
        var memory: PolicyDuration?
        /// Further commands: events, hand-overs, acknowledgements.
        var commands = GuardedWrite()
    }

    /// Writes it in one script.
    ///
    /// With `isAcknowledged` a replica of Redis must have it, where there is one, before anything is done upon it:
    /// throws `RedisError` with code `unacknowledged` where it was written and no replica has it.
    func write(_ change: Change, isAcknowledged: Bool = false) async throws -> GuardedWrite.Result {
        var write = change.commands
        write.lease = change.lease
        write.intent = change.intent
        try write.put(
            change.episode,
            read: change.read,
            key: change.key,
            now: now(),
            ledgerMilliseconds: change.memory?.milliseconds ?? GuardedWrite.usualLedgerMilliseconds
        )
        return try await write.run(on: redis, acknowledged: isAcknowledged)
    }

    /// Puts an event on a stream and mirrors it on its channel.
    func publish(
        _ data: some Encodable & Sendable,
        type: String,
        on channel: ChannelName,
        stream: String,
        handOver: HandOver,
        in write: inout GuardedWrite
    ) throws {
        let envelope = EventEnvelope(eventType: type, timestamp: now(), agent: agent, data: data)
        let json = try StateJSON.encode(envelope)
        try handOver.add(to: stream, event: json, in: &write)
        write.add("PUBLISH", RedisKeys.channel(channel), json)
    }
}
