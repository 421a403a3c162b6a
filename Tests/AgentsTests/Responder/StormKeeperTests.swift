import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import Agents

/// Incidents and people's answers, kept under the host's lease in a real Redis.
@Suite(.serialized) struct StormKeeperTests {
    private func keeping(_ world: ResponderWorld, _ body: () async throws -> Void) async throws {
        let keeper = StormKeeper(link: world.link, directory: world.directory)
        try await running(await keeper.run()) { try await body() }
    }

    private func put(_ count: Int, _ world: ResponderWorld, health: ContainerHealth) {
        for number in 1...count {
            world.link.inventory.put(
                Given.container { container in
                    container.key = ContainerKey(host: "default", id: "\(number)" + Given.id.dropFirst())
                    container.name = "web-\(number)"
                    container.health = health
                }
            )
        }
    }

    private func incidents(_ world: ResponderWorld) async throws -> [Incident] {
        try await IncidentStore(redis: world.redis.client).load(host: "default")
    }

    @Test("much in trouble opens one incident, told once, that is over when it has been calm for long enough")
    func opensAndCloses() async throws {
        let world = try await ResponderWorld()
        put(9, world, health: .unhealthy)
        try await keeping(world) {
            try await eventually("an incident") { try await !incidents(world).isEmpty }
            let open = try #require(try await incidents(world).first)
            #expect(open.isOpen && open.scope == .host && open.diverged == 9 && open.enforced == 9)
            #expect(open.containers.count == 9)
            try await eventually("the decisions to know of it") { world.link.book.incidents.map(\.id) == [open.id] }
            let brewing = try await world.redis.client.command("GET", RedisKeys.brewing(host: "default")).asInteger
            #expect(brewing == 9)
            put(9, world, health: .healthy)
            world.now.value = Given.at(60)
            try await eventually("it to be calm") { try await incidents(world).first?.calmSince != nil }
            world.now.value = Given.at(600)
            try await eventually("it to be over") { try await incidents(world).first?.isOpen == false }
            #expect(world.link.book.incidents.isEmpty)
        }
        let notices = try await world.redis.entries(of: RedisKeys.transitions).compactMap { $0["incident"] }
        #expect(notices.count == 2)
        await world.close()
    }

    @Test("a tenure knows its predecessor's incident before anything is decided")
    func inherits() async throws {
        let world = try await ResponderWorld()
        let known = Incident(
            id: "default/host/1",
            host: "default",
            scope: .host,
            openedAt: Given.at(-10),
            diverged: 9,
            enforced: 9
        )
        let json = try StateJSON.encode([known])
        _ = try await world.redis.client.command("SET", RedisKeys.incidents(host: "default"), json)
        world.link.book.beginTenure()
        #expect(!world.link.book.isLoaded)
        try await keeping(world) {
            try await eventually("the book to be read") { world.link.book.isLoaded }
            #expect(world.link.book.incidents.map(\.id) == [known.id])
        }
        await world.close()
    }

    @Test("without the lease nothing is written")
    func fenced() async throws {
        let world = try await ResponderWorld()
        put(9, world, health: .unhealthy)
        try await world.holdLease(holder: "another", epoch: 8)
        try await keeping(world) {
            // Written without the lease, as the brewing alarm is: it tells that a round has passed.
            try await eventually("a round") {
                try await world.redis.client.command("EXISTS", RedisKeys.brewing(host: "default")).asInteger == 1
            }
        }
        #expect(try await incidents(world).isEmpty)
        await world.close()
    }

    @Test("a person's answer is known to the gates, and the Responder is asked once")
    func approval() async throws {
        let world = try await ResponderWorld()
        let episode = Given.episode(.awaitingApproval)
        try await world.store(episode)
        let stored = try #require(try await world.stored())
        world.link.episodes.put(stored, of: Given.id, insteadOf: nil)
        let approval = Approval(
            episode: episode.id,
            policy: "web",
            policyGeneration: 1,
            step: 0,
            startedAt: Given.startedAt,
            isApproved: true,
            by: "ann",
            at: Given.zero
        )
        try await keeping(world) {
            try await PeopleBook(redis: world.redis.client).answer(approval, host: "default")
            try await eventually("the gates to know") { world.link.book.approval(of: episode.id) == approval }
            try await eventually("the Responder to be asked") {
                try await world.redis.entries(of: ResponderWorld.stream).count == 1
            }
        }
        #expect(try await world.redis.entries(of: ResponderWorld.stream).count == 1)
        await world.close()
    }
}
