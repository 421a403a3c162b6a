import CurlTransport
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// Everything a Responder works with: a real Redis, an engine, a lease and a container in trouble.
final class ResponderWorld: Sendable {
    static let stream = RedisKeys.responderStream(host: "default")
    static let completed = RedisKeys.stream(.remediationComplete)

    let redis: TestRedis
    let engine: StubEngine
    let link: HostLink
    let lease: Box<HeldLease?>
    let now: Box<Timestamp>
    let log = LogSink()
    let woken = Box<[ContainerKey]>([])
    let directory = HostDirectory()
    private let transport: CurlTransport

    /// `lease` may be shared with the engine's override.
    init(
        policy: HealthPolicy = Given.policy(),
        lease: Box<HeldLease?> = ResponderWorld.lease(),
        engine: StubEngine? = nil
    ) async throws {
        redis = try await TestRedis()
        let transport = CurlTransport()
        let now = Box(Given.zero)
        self.transport = transport
        self.engine = try engine ?? StubEngine()
        self.lease = lease
        self.now = now
        let catalog = PolicyCatalog()
        _ = catalog.update([policy])
        link = HostLink(
            host: "default",
            docker: self.engine.client(transport),
            catalog: catalog,
            redis: redis.client,
            now: { now.value },
            lease: { lease.value },
            logger: log.logger
        )
        directory.lead(link, episodes: link.episodes) { [woken] key in woken.change { $0.append(key) } }
        link.inventory.setLive(true)
        link.book.put([])
        try await holdLease(epoch: 7)
    }

    static func lease(epoch: Int64 = 7) -> Box<HeldLease?> {
        Box(HeldLease(name: "host:default", holder: "me", epoch: epoch, remaining: .seconds(5)))
    }

    func holdLease(holder: String = "me", epoch: Int64) async throws {
        _ = try await redis.client.command("HSET", RedisKeys.lease("host:default"), "holder", holder, "epoch", epoch)
    }

    /// Puts the episode in Redis, and has the container read once, as the monitor would.
    func store(_ episode: Episode) async throws {
        _ = try await link.inspect(Given.id)
        let read = try await stored()
        var write = GuardedWrite()
        try write.put(episode, read: read, key: Given.key, now: now.value)
        _ = try await write.run(on: redis.client)
    }

    /// Asks the Responder to judge.
    func ask(_ episode: Episode = Given.episode()) async throws {
        var write = GuardedWrite()
        try HandOver(episode).add(to: Self.stream, in: &write)
        _ = try await write.run(on: redis.client)
    }

    func stored() async throws -> Episode? { try await EpisodeStore(redis: redis.client).load(Given.key) }

    func history() async throws -> ActionHistory {
        try await EpisodeStore(redis: redis.client).history(of: Given.episode())
    }

    /// Runs a Responder until the body returns; then it is cancelled, and ends what it has in hand.
    func responding(modeCap: RemediationMode = .enforce, until body: () async throws -> Void) async throws {
        let calls = MutatingCalls()
        let responder = ContainerResponder(link: link, calls: calls, directory: directory, modeCap: modeCap)
        try await running(await calls.run()) {
            try await running(await responder.run(), body)
        }
    }

    /// Runs a Responder until every entry is acknowledged.
    func respond(modeCap: RemediationMode = .enforce) async throws {
        try await responding(modeCap: modeCap) { try await redis.settles(Self.stream, group: "responder") }
    }

    /// Data of every `remediation_complete` so far.
    func completed() async throws -> [AnyJSON] {
        try await redis.events(of: Self.completed).map { try #require($0["data"]) }
    }

    func close() async {
        await transport.shutdown()
        await redis.close()
    }
}
