import ReconcilerKit
import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2))) struct MembersTests {
    private func member(_ identity: String, hosts: [String] = ["default"]) -> Member {
        Member(identity: identity, version: "0.4.0", since: 1, hosts: hosts, roles: ["operator"])
    }

    @Test("who sends heartbeats lives, who takes leave or falls silent does not")
    func life() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let members = Members(redis: client)
        #expect(try await members.live() == [])
        try await members.heartbeat(member("b"), lifetime: .seconds(600))
        try await members.heartbeat(member("a"), lifetime: .seconds(600))
        #expect(try await members.live() == [member("a"), member("b")])
        try await members.heartbeat(member("a", hosts: ["x", "y"]), lifetime: .seconds(600))
        #expect(try await members.live().first?.hosts == ["x", "y"])
        try await members.leave("b")
        #expect(try await members.live().map(\.identity) == ["a"])
        try await members.heartbeat(member("a"), lifetime: .milliseconds(20))
        try await eventually("it is taken for gone") { try await members.live().isEmpty }
        // The next heartbeat of anybody removes what it left.
        try await members.heartbeat(member("c"), lifetime: .seconds(600))
        #expect(try await client.command("HKEYS", RedisKeys.memberFacts) == .array([.bulk(Array("c".utf8))]))
        await client.close()
    }

    @Test("a record that cannot be read is no member; there is an end to how many and how long")
    func bounds() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let members = Members(redis: client)
        try await members.heartbeat(member("a"), lifetime: .seconds(600))
        _ = try await client.command("ZADD", RedisKeys.members, 9_000_000_000_000, "odd")
        #expect(try await members.live().map(\.identity) == ["a"])
        _ = try await client.command("HSET", RedisKeys.memberFacts, "odd", "{")
        #expect(try await members.live().map(\.identity) == ["a"])
        let long = member("l", hosts: [String(repeating: "h", count: 70_000)])
        await #expect(throws: RedisError.self) { try await members.heartbeat(long, lifetime: .seconds(1)) }
        for index in 2..<Members.most {
            try await members.heartbeat(member("m\(index)"), lifetime: .seconds(600))
        }
        await #expect(throws: RedisError.self) { try await members.heartbeat(member("more"), lifetime: .seconds(1)) }
        // Those who are known may go on.
        try await members.heartbeat(member("a"), lifetime: .seconds(600))
        await client.close()
    }

    @Test("a replica knows the others, its place among those that reach a host, and who stands in for one that goes")
    func placement() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let reached = Box(["default", "other"])
        let names = ["a", "b", "c"]
        let memberships = names.map { name in
            Membership(redis: client) {
                Member(identity: name, version: "1", since: 0, hosts: name == "c" ? reached.value : ["default"])
            }
        }
        #expect(memberships[0].placement(lease: "l") == .preferred)
        for _ in 0..<2 {
            for membership in memberships { try await membership.beat() }
        }
        let order = Rendezvous.order(of: "l", among: names)
        for (name, membership) in zip(names, memberships) {
            #expect(membership.live.map(\.identity).sorted() == names)
            #expect(membership.placement(lease: "l", host: "default").rank == order.firstIndex(of: name))
            let rest = order.filter { $0 != order[0] }
            #expect(
                membership.placement(lease: "l", host: "default", without: order[0]).rank == rest.firstIndex(of: name)
            )
        }
        #expect(memberships[0].placement(lease: "l", host: "other") == .barred)
        #expect(memberships[2].placement(lease: "l", host: "other") == .preferred)
        // What nobody reaches everybody may try.
        #expect(memberships[0].placement(lease: "l", host: "nowhere") == .preferred)
        reached.update { $0 = ["default"] }
        try await memberships[2].beat()
        try await memberships[0].beat()
        #expect(memberships[0].placement(lease: "l", host: "other") == .preferred)
        await memberships[1].leave()
        try await memberships[0].beat()
        #expect(memberships[0].live.map(\.identity).sorted() == ["a", "c"])
        await client.close()
    }

    @Test("it goes on over errors, and beats at once when told that something changed")
    func running() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let hosts = Box(["a"])
        let timing = LeaseTiming(duration: .seconds(600), renewEvery: .seconds(200))
        let membership = Membership(redis: client, timing: timing) {
            Member(identity: "me", version: "1", since: 0, hosts: hosts.value)
        }
        _ = try await client.command("SET", RedisKeys.members, "of another type")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await membership.run() }
            _ = try await client.command("DEL", RedisKeys.members)
            membership.refresh()
            let members = Members(redis: client)
            try await eventually("it lives") { try await members.live().first?.hosts == ["a"] }
            hosts.update { $0 = ["a", "b"] }
            membership.refresh()
            try await eventually("the change is told") { try await members.live().first?.hosts == ["a", "b"] }
            group.cancelAll()
        }
        await client.close()
    }
}
