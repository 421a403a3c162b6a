import HemoStatCore
package import SharedState

/// The last alerts of a container, kept for tools that read `hemostat:state:alert_history:<name>`.
package struct AlertHistory: Sendable {
    private let redis: RedisClient
    private let size: Int
    /// Seconds.
    private let timeToLive: Int

    package init(redis: RedisClient, size: Int, timeToLive: Int) {
        self.redis = redis
        self.size = size
        self.timeToLive = timeToLive
    }

    /// Adds the alert an entry carries.
    ///
    /// Behind the diagnosis, which must not wait for it; a lost one is no loss to the truth.
    func add(_ episode: Episode, _ entry: StreamEntry) async throws {
        guard size > 0, let event = entry.bytes("event"), let alert = try? StateJSON.decode(AnyJSON.self, from: event)
        else { return }
        let key = RedisKeys.state("alert_history:\(episode.publicName)")
        let known = try await redis.command("GET", key).asBytes ?? []
        let alerts = ((try? StateJSON.decode([AnyJSON].self, from: known)) ?? []) + [alert]
        _ = try await redis.command(
            "SET",
            key,
            try StateJSON.encode(Array(alerts.suffix(size))),
            "EX",
            max(1, timeToLive)
        )
    }
}

extension Episode {
    /// The container's name in keys other tools read: with its host unless that is `default`.
    var publicName: String { host == "default" ? containerName : "\(host)/\(containerName)" }
}
