import HemoStatCore
import ReconcilerKit

@testable import SharedState

/// Everything the operator does with Redis, once: each step on its own, so that one that is refused stops no other.
struct AccountExercise {
    let client: RedisClient

    func run() async {
        await connections()
        await leases()
        await records()
        await episodes()
        await streams()
        await attempt { try await audit() }
    }

    private func attempt(_ body: () async throws -> Void) async { try? await body() }

    private func connections() async {
        await attempt {
            let subscription = try await client.subscribe(to: [RedisKeys.leaseReleases])
            try await client.publish(RedisKeys.leaseReleases, "x")
            await subscription.close()
        }
        await attempt { try await SharedClock().synchronise(with: client) }
    }

    private func leases() async {
        let leases = LeaseRecords(redis: client)
        var epoch: Int64 = 0
        await attempt {
            epoch = try await leases.acquire(name: "l", holder: "a", duration: .seconds(60))?.epoch ?? 0
        }
        await attempt { _ = try await leases.renew(name: "l", holder: "a", epoch: epoch, duration: .seconds(60)) }
        await attempt { try await leases.release(name: "l", holder: "a", epoch: epoch) }
        await attempt {
            // As where there are replicas.
            let connection = try client.connection()
            _ = try await connection.command(arguments: RedisConnection.wait)
        }
        let members = Members(redis: client)
        await attempt {
            for identity in ["m", "n"] {
                let member = Member(identity: identity, version: "1", since: 0, hosts: [])
                try await members.heartbeat(member, lifetime: .milliseconds(identity == "m" ? 1 : 60_000))
            }
        }
        await attempt { _ = try await members.live() }
        await attempt { try await members.leave("n") }
    }

    private func records() async {
        let hosts = HostRecords(redis: client)
        let status = HostStatus(
            name: "default",
            endpoint: "unix:///x",
            isReachable: true,
            matches: [:],
            leader: "a",
            epoch: 1,
            at: Given.zero
        )
        await attempt { try await hosts.save(status, lease: nil) }
        await attempt { _ = try await HostIdentities(redis: client).claim(host: "default", engine: "e") }
        await attempt { try await HostIdentities(redis: client).report(nil, host: "default", replica: "a") }
        await attempt { _ = try await HostIdentities(redis: client).mismatches() }
        let resources = ResourceStore(redis: client)
        await attempt { _ = try await resources.apply([Given.policy()]) }
        await attempt { _ = try await resources.desired() }
        await attempt { _ = try await resources.version() }
        await attempt { _ = try await PeopleBook(redis: client).answers(host: "default") }
        await attempt { _ = try await IncidentStore(redis: client).load(host: "default") }
        await attempt {
            _ = try await StatusReader(redis: client, identity: "a", version: "1", now: { Given.zero }).read()
        }
        await attempt { _ = try await client.command("EXISTS", RedisKeys.alertSent("a")) }
        await attempt {
            // What the agents add to their writes.
            var write = GuardedWrite()
            write.add("SET", RedisKeys.alertSent("a"), "1", "EX", 60)
            write.add("DEL", RedisKeys.alertSent("a"))
            write.add("LPUSH", RedisKeys.deadAlerts, "{}")
            write.add("LTRIM", RedisKeys.deadAlerts, 0, 9)
            write.add("EXPIRE", RedisKeys.deadAlerts, 60)
            write.add("PUBLISH", RedisKeys.channel(.healthAlert), "{}")
            _ = try await write.run(on: client, acknowledged: true)
        }
    }

    private func episodes() async {
        let store = EpisodeStore(redis: client)
        var episode = Given.episode()
        await attempt {
            var write = GuardedWrite()
            write.intent = GuardedWrite.IntentGuard(
                host: "default",
                ledgerKey: episode.ledgerKey,
                id: "i",
                now: 9,
                budgetActions: 9,
                budgetWindowStart: 0,
                cooldownThreshold: 0,
                breaker: GuardedWrite.BreakerGuard(failures: 9, windowStart: 0, halfOpenThreshold: 0),
                disruption: GuardedWrite.DisruptionGuard(group: "g", member: "m", maximum: 9, until: 99)
            )
            write.revision = GuardedWrite.RevisionGuard(host: "default", containerID: episode.containerID, expected: 0)
            write.lease = GuardedWrite.LeaseGuard(name: "none", holder: "a", epoch: 1)
            _ = try await write.run(on: client)
            write.lease = nil
            _ = try await write.run(on: client)
        }
        episode.disruptionGroup = "g"
        episode.intents = [Given.intent("i", outcome: .succeeded)]
        episode.intents[0].wasEffective = false
        await attempt {
            var write = GuardedWrite()
            try write.put(episode, read: nil, key: episode.key, now: Given.zero)
            _ = try await write.run(on: client)
        }
        let stored = try? await store.load(episode.key)
        await attempt { _ = try await store.loadAll(host: "default") }
        await attempt { _ = try await store.history(of: episode) }
        await attempt {
            var write = GuardedWrite()
            try write.put(nil, read: stored ?? episode, key: episode.key, now: Given.zero)
            _ = try await write.run(on: client)
        }
    }

    private func streams() async {
        var options = StreamConsumerOptions()
        options.block = .milliseconds(1)
        options.retryInitial = .milliseconds(1)
        options.retryMaximum = .milliseconds(1)
        options.deadAfter = 1
        let stream = RedisKeys.stream(.healthAlert)
        let consumer = StreamConsumer(client, stream: stream, group: "g", consumer: "c", options: options)
        await attempt { _ = try await client.command("XADD", stream, "*", "event", "x") }
        await attempt { _ = try await client.command("XADD", stream, "*", "event", "y") }
        await attempt {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await consumer.run { _ in } }
                let clock = ContinuousClock()
                let end = clock.now + .seconds(2)
                while clock.now < end, try await client.command("LLEN", RedisKeys.deadEntries).asInteger ?? 0 < 2 {
                    try await clock.sleep(for: .milliseconds(5))
                }
                group.cancelAll()
            }
        }
        await attempt { try await consumer.acknowledge(.zero) }
        await attempt { try await StreamTrimmer(redis: client).trim(hosts: ["default"], now: 9_000_000_000_000_000) }
    }

    private func audit() async throws {
        let log = AuditLog(redis: client)
        let record = AuditRecord(
            at: Given.zero,
            host: "default",
            container: "web",
            containerID: "0",
            action: "restart",
            outcome: "succeeded"
        )
        await attempt {
            var write = GuardedWrite()
            try await log.add(record, of: .actions, to: &write)
            _ = try await write.run(on: client)
        }
        await attempt { _ = try await log.verify(.actions, host: "default", now: Given.zero) }
        await attempt { _ = try await log.latest(.actions, host: "default") }
    }
}
