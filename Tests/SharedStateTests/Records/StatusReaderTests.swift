import HemoStatCore
import Testing

@testable import SharedState

@Suite struct StatusReaderTests {
    private func reader(_ client: RedisClient) -> StatusReader {
        StatusReader(redis: client, identity: "me", version: "0.1.0", now: { Given.at(9) })
    }

    @Test("an empty Redis is an empty status")
    func empty() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let status = try await reader(client).read()
        #expect(
            status
                == OperatorStatus(
                    version: "0.1.0",
                    identity: "me",
                    at: Given.at(9),
                    hosts: [],
                    policies: [],
                    source: nil,
                    episodes: [],
                    deadAlerts: 0
                )
        )
        await client.close()
    }

    @Test("hosts, policies with their matches over all hosts, episodes newest first, alerts given up")
    func full() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let hosts = ["default", "west"].map { name in
            HostStatus(
                name: name,
                endpoint: "unix:///x",
                isReachable: true,
                matches: ["web": 2, "gone": 1],
                leader: "me",
                epoch: 1,
                at: Given.zero
            )
        }
        for host in hosts { try await HostRecords(redis: client).save(host, lease: nil) }
        _ = try await ResourceStore(redis: client).apply([Given.policy("idle"), Given.policy("web")])
        let source = PolicySourceStatus(path: "/p", at: Given.zero, problems: [])
        try await ResourceStore(redis: client).saveSource(source)
        for (host, opened) in [("default", 1), ("west", 2), ("unknown", 3)] as [(String, Int64)] {
            var episode = Given.maximalEpisode()
            let key = ContainerKey(host: host, id: Given.key.id)
            episode.id = host
            episode.host = host
            episode.openedAt = Given.at(opened)
            var write = GuardedWrite()
            try write.put(episode, read: nil, key: key, now: Given.zero)
            _ = try await write.run(on: client)
        }
        _ = try await client.command("LPUSH", RedisKeys.deadAlerts, "{}", "{}")
        let status = try await reader(client).read()
        #expect(status.hosts == hosts)
        #expect(status.policies.map(\.name) == ["idle", "web"])
        #expect(status.policies.map(\.matched) == [0, 4])
        #expect(status.policies.map(\.generation) == [1, 1])
        #expect(status.policies.map(\.mode) == [.enforce, .enforce])
        #expect(status.source == source)
        #expect(status.episodes.map(\.id) == ["west", "default"])
        #expect(status.episodes.first?.trail.first?.code == "Cooldown")
        #expect(status.deadAlerts == 2)
        await client.close()
    }
}
