import DockerEngine
import HemoStatCore

/// Finds out what became of an intent whose answer nobody saw: from Docker's own events and state.
struct IntentSettler: Sendable {
    let link: HostLink

    /// The engine's clock and ours may differ by this much.
    private static let skew = PolicyDuration.seconds(1)

    /// - Returns: nil while nothing proves it and its time is not over.
    func settle(_ intent: Intent) async throws -> Intent.Outcome? {
        guard let container = try await link.inspect(intent.containerID) else {
            return .notDone("the container is gone")
        }
        if let startedAt = container.startedAt, startedAt != intent.startedAt {
            return startedAt >= intent.writtenAt - Self.skew ? .succeeded : .unknown
        }
        // Docker carries a restart through once it began; half-way its outcome shows a moment later.
        guard link.now() >= intent.deadline else { return nil }
        return .unknown
    }
}
