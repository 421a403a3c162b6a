import HemoStatCore
import Logging
import SharedState

// What the Responder writes.

extension ContainerResponder {
    /// Writes a change and what the audit log tells of it, in one script.
    func commit(
        _ change: EpisodeWriter.Change,
        _ record: AuditRecord?,
        of kind: AuditLog.Kind,
        isAcknowledged: Bool = false
    ) async throws -> GuardedWrite.Result {
        guard let record else { return try await writer.write(change, isAcknowledged: isAcknowledged) }
        do {
            // Others write to the chain of the same host: each round one of them gets on.
            for _ in 1...Self.mostMoves {
                var attempt = change
                try await link.audit.add(record, of: kind, to: &attempt.commands)
                let result = try await writer.write(attempt, isAcknowledged: isAcknowledged)
                if result != .done { link.audit.moved(host: link.host) }
                if result != .auditMoved { return result }
            }
        } catch {
            link.audit.moved(host: link.host)
            throw error
        }
        return .auditMoved
    }

    private static let mostMoves = 32

    /// What the audit log tells of an episode now.
    func record(
        _ episode: Episode,
        action: RemediationAction,
        outcome: String,
        message: String?,
        policy: HealthPolicy? = nil,
        intent: Intent? = nil
    ) -> AuditRecord {
        var record = AuditRecord(
            at: link.now(),
            host: episode.host,
            container: episode.containerName,
            containerID: episode.containerID,
            action: action.sentence,
            outcome: outcome,
            message: message
        )
        record.policy = policy?.name ?? intent?.policy
        record.policyGeneration = policy?.metadata.generation ?? intent?.policyGeneration
        record.step = intent?.step
        record.episode = episode.id
        record.intent = intent?.id
        record.actor = link.book.approval(of: episode.id)?.by
        let lease = link.lease()
        (record.leaseHolder, record.leaseEpoch) = (lease?.holder, lease?.epoch)
        return record
    }

    /// Publishes the event and keeps it in an audit list.
    func add(
        _ event: RemediationComplete,
        _ episode: Episode,
        to write: inout GuardedWrite,
        audit: String
    ) throws {
        try writer.publish(
            event,
            type: RemediationComplete.eventType,
            on: .remediationComplete,
            stream: RedisKeys.stream(.remediationComplete),
            handOver: HandOver(episode),
            in: &write
        )
        let sample = link.inventory.container(episode.containerID)?.sample
        write.add("LPUSH", audit, try StateJSON.encode(AuditEntry(event, sample: sample, at: link.now())))
        write.add("LTRIM", audit, 0, 999)
        write.add("EXPIRE", audit, 7 * 86_400)
    }

    /// Writes episode, events and acknowledgement at once, and puts the key back on the queue.
    func conclude(
        _ change: EpisodeWriter.Change,
        _ episode: Episode,
        _ read: Episode,
        _ entry: StreamEntry,
        telling record: AuditRecord? = nil,
        of kind: AuditLog.Kind = .actions
    ) async throws -> GuardedWrite.Result {
        var change = change
        change.commands.add("XACK", entry.stream, Self.group, entry.id)
        let result = try await commit(change, record, of: kind)
        if result == .done {
            consumer.settled(entry.id)
            if episode.containerID == read.containerID {
                directory.wake(read.key, wrote: episode, after: read)
            } else {
                link.inventory.remove(read.containerID)
                directory.moved(from: read.key, wrote: episode, after: read)
            }
            link.logger.info(
                "responded",
                metadata: .init([
                    .container: "\(episode.containerName)", .phase: "\(episode.phase.rawValue)",
                    .reason: "\(episode.reason ?? "")", .cause: "\(episode.message)", .episode: "\(episode.id)",
                ])
            )
        }
        return result
    }
}
