import HemoStatCore
import Logging
import SharedState

// What the Responder writes.

extension ContainerResponder {
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
        _ entry: StreamEntry
    ) async throws -> GuardedWrite.Result {
        var change = change
        change.commands.add("XACK", entry.stream, Self.group, entry.id)
        let result = try await writer.write(change)
        if result == .done {
            consumer.settled(entry.id)
            directory.wake(read.key, wrote: episode, after: read)
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
