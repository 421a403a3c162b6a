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

    /// Adds the alert an entry carries; the episode's own compare-and-set keeps two writers apart.
    func add(to write: inout GuardedWrite, _ episode: Episode, _ entry: StreamEntry) async throws {
        guard size > 0, let event = entry.text("event") else { return }
        let key = RedisKeys.state("alert_history:\(episode.publicName)")
        let known = try await redis.command("GET", key).asString ?? "[]"
        var alerts = (try? StateJSON.decode([AnyJSON].self, from: known.utf8)) ?? []
        guard let alert = try? StateJSON.decode(AnyJSON.self, from: event.utf8) else { return }
        alerts = (alerts + [alert]).suffix(size)
        write.add("SET", key, try StateJSON.encode(alerts), "EX", max(1, timeToLive))
    }
}

extension Episode {
    /// The container's name in keys other tools read: with its host unless that is `default`.
    var publicName: String { host == "default" ? containerName : "\(host)/\(containerName)" }
}
