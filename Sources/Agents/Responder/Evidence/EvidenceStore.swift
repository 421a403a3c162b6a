import HemoStatCore
import SharedState

/// Evidence in Redis: written before an action, read by people and by whoever settles it.
struct EvidenceStore: Sendable {
    let redis: RedisClient

    /// Redis is gone when it has not answered by then, as far as an action that waits is concerned.
    private static let deadline = Duration.seconds(2)

    func save(_ evidence: ActionEvidence) async throws {
        let key = RedisKeys.evidence(intent: evidence.intent)
        let record = try StateJSON.encode(evidence)
        _ = try await redis.command("SET", key, record, "EX", ActionEvidence.seconds, deadline: Self.deadline)
    }

    /// Nil when there is none, or none that can be read.
    func load(intent: String) async throws -> ActionEvidence? {
        let record = try await redis.command("GET", RedisKeys.evidence(intent: intent), deadline: Self.deadline).asBytes
        return record.flatMap { try? StateJSON.decode(ActionEvidence.self, from: $0) }
    }
}
