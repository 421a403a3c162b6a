import Glibc
import HemoStatCore
import SharedState
import TestSupport
import Testing

@testable import PolicySources

@Suite struct DirectorySourceTests {
    @Test("what lies in the directory is in force; a change, an addition and a removal are soon")
    func follows() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try world.directory.makeDirectory("more")
        try world.directory.write("more/db.yml", SourceWorld.policy("db"))
        try world.directory.write("web.test.yaml", "not: a policy\n")
        try world.directory.write("notes.txt", "nothing")
        try await world.watching {
            try await world.inForce(["db": 1, "web": 1], "the first reading")
            try await eventually("the status") { try await world.problems() == [] }
            #expect(try await world.store.source()?.path == world.directory.path)
            try await eventually("the news") { world.applied == 1 }

            try world.directory.write("web.yaml", SourceWorld.policy("web", cooldown: "1m"))
            try await world.inForce(["db": 1, "web": 2], "a change")
            #expect(try await world.store.policies().last?.spec.remediation.cooldown == .minutes(1))

            try world.directory.write("new.yaml", SourceWorld.policy("a") + "---\n" + SourceWorld.policy("b"))
            try await world.inForce(["a": 1, "b": 1, "db": 1, "web": 2], "an addition")

            Files.remove(world.directory.file("more/db.yml"))
            try await world.inForce(["a": 1, "b": 1, "web": 2], "a removal")
        }
        #expect(world.applied == 4)
        await world.close()
    }

    @Test("a text that means the same disturbs nothing")
    func sameMeaning() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try await world.watching {
            try await world.inForce(["web": 1])
            try world.directory.write("web.yaml", "# words\n" + SourceWorld.policy("web", cooldown: "300s"))
            try await eventually("the second reading") { world.applied == 2 }
            try await world.inForce(["web": 1])
        }
        await world.close()
    }

    @Test("a broken document is refused by itself; its last good generation stays, and nothing is removed meanwhile")
    func broken() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try world.directory.write("db.yaml", SourceWorld.policy("db"))
        try world.directory.write("gone.yaml", SourceWorld.policy("gone"))
        try await world.watching {
            try await world.inForce(["db": 1, "gone": 1, "web": 1])
            try world.directory.write("web.yaml", SourceWorld.policy("web", cooldown: "soon"))
            try world.directory.write("db.yaml", SourceWorld.policy("db", cooldown: "1m"))
            Files.remove(world.directory.file("gone.yaml"))
            try await world.inForce(["db": 2, "gone": 1, "web": 1])
            #expect(try await world.store.policies().last?.spec.remediation.cooldown == .minutes(5))
            try await eventually("the problem with its place") {
                let problem = try await world.problems()?.first
                return problem?.position?.file == world.directory.file("web.yaml") && problem?.position?.line == 10
            }
            try world.directory.write("web.yaml", SourceWorld.policy("web", cooldown: "2m"))
            try await world.inForce(["db": 2, "web": 2], "the repaired document, and the removal")
            try await eventually("no problem") { try await world.problems() == [] }
        }
        await world.close()
    }

    @Test("an empty directory removes nothing, and says so")
    func emptied() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try await world.watching {
            try await world.inForce(["web": 1])
            Files.remove(world.directory.file("web.yaml"))
            try await eventually("the warning") {
                try await world.problems()?.map(\.severity) == [.warning]
            }
            try await world.inForce(["web": 1])
        }
        await world.close()
    }

    @Test("a ConfigMap's swap of its ..data link is one change, without a moment in between")
    func configMap() async throws {
        let world = try await SourceWorld()
        try world.directory.makeDirectory("..2025_1")
        try world.directory.write("..2025_1/web.yaml", SourceWorld.policy("web"))
        try #require(symlink("..2025_1", world.directory.file("..data")) == 0)
        try #require(symlink("..data/web.yaml", world.directory.file("web.yaml")) == 0)
        try await world.watching {
            try await world.inForce(["web": 1])
            try world.directory.makeDirectory("..2025_2")
            try world.directory.write("..2025_2/web.yaml", SourceWorld.policy("web", cooldown: "1m"))
            try #require(symlink("..2025_2", world.directory.file("..data_tmp")) == 0)
            try #require(rename(world.directory.file("..data_tmp"), world.directory.file("..data")) == 0)
            try await world.inForce(["web": 2])
            try await eventually("no problem") { try await world.problems() == [] }
        }
        #expect(world.applied == 2)
        await world.close()
    }

    @Test("what cannot be read is a problem, and removes nothing; when it comes back it is followed again")
    func unreadable() async throws {
        let world = try await SourceWorld()
        let path = try world.directory.makeDirectory("policies")
        try world.directory.write("policies/web.yaml", SourceWorld.policy("web"))
        try await world.watching(path) {
            try await world.inForce(["web": 1])
            try #require(rename(path, world.directory.file("elsewhere")) == 0)
            try await eventually("the problem") { try await world.problems()?.map(\.severity) == [.error] }
            try await world.inForce(["web": 1])

            try #require(rename(world.directory.file("elsewhere"), path) == 0)
            try world.directory.write("policies/db.yaml", SourceWorld.policy("db"))
            try await world.inForce(["db": 1, "web": 1])
            try await eventually("no problem") { try await world.problems() == [] }

            try #require(symlink("nowhere.yaml", world.directory.file("policies/dangling.yaml")) == 0)
            Files.remove(world.directory.file("policies/db.yaml"))
            try await eventually("the link's problem") { try await world.problems()?.isEmpty == false }
            try await world.inForce(["db": 1, "web": 1])
        }
        await world.close()
    }

    @Test("a single file is followed as a directory is")
    func file() async throws {
        let world = try await SourceWorld()
        let path = try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try await world.watching(path) {
            try await world.inForce(["web": 1])
            try world.directory.write("web.yaml", SourceWorld.policy("web", cooldown: "1m"))
            try await world.inForce(["web": 2])
        }
        await world.close()
    }

    @Test("while Redis is away nothing is lost; what changed meanwhile is applied when it is back")
    func redisAway() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try await world.watching {
            try await world.inForce(["web": 1])
            await world.server.stop()
            try world.directory.write("web.yaml", SourceWorld.policy("web", cooldown: "1m"))
            try await eventually("the loss") { !world.client.isConnected }
            try await world.server.start()
            try await world.inForce(["web": 2])
        }
        await world.close()
    }

    @Test("a Redis that lost everything has the policies again, though no file changed")
    func redisEmptied() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try await world.watching {
            try await world.inForce(["web": 1])
            try await eventually("the news") { world.applied == 1 }
            _ = try await world.client.command("FLUSHALL")
            try await world.inForce(["web": 1], "the policies again")
            try await eventually("the news again") { world.applied == 2 }
        }
        await world.close()
    }

    private static let hold = """
        apiVersion: hemostat.dev/v1
        kind: Hold
        metadata: {name: migration}
        spec:
          selector: {matchNames: ["db-*"]}
          owner: ann
          reason: schema change
          expiresAt: "2026-12-01T12:00:00Z"

        """

    @Test("holds and hosts of the directory are in force, and go with their files; those of others stay")
    func otherKinds() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try world.directory.write("hold.yaml", Self.hold)
        try world.directory.write(
            "host.yaml",
            """
            apiVersion: hemostat.dev/v1
            kind: DockerHost
            metadata: {name: shop}
            spec: {endpoint: "tcp://10.0.0.5:2375", stormBrake: {share: 20%, minimum: 3}}

            """
        )
        let others = Hold(
            metadata: ObjectMeta(name: "by-hand"),
            spec: Hold.Spec(
                selector: ContainerSelector(),
                owner: "bob",
                reason: "because",
                expiresAt: Timestamp(microseconds: 1_800_000_000_000_000)
            )
        )
        _ = try await world.store.apply([others])
        try await world.watching {
            try await eventually("the hold") { try await world.holds() == ["by-hand", "migration"] }
            try await eventually("the host") { try await world.store.all(DockerHost.self).map(\.name) == ["shop"] }
            #expect(try await world.store.all(DockerHost.self).first?.spec.stormBrake.minimum == 3)
            Files.remove(world.directory.file("hold.yaml"))
            try await eventually("the hold to go") { try await world.holds() == ["by-hand"] }
            #expect(try await world.store.all(DockerHost.self).map(\.name) == ["shop"])
        }
        await world.close()
    }

    @Test("a broken hold keeps its last good generation, and nothing else goes while it is broken")
    func brokenHold() async throws {
        let world = try await SourceWorld()
        try world.directory.write("web.yaml", SourceWorld.policy("web"))
        try world.directory.write("hold.yaml", Self.hold)
        try await world.watching {
            try await eventually("the hold") { try await world.holds() == ["migration"] }
            try world.directory.write("hold.yaml", Self.hold.replacing("owner: ann", with: "owner: [ann]"))
            try await eventually("the problem") { try await world.problems()?.map(\.severity) == [.error] }
            #expect(try await world.store.all(Hold.self).first?.spec.owner == "ann")
        }
        await world.close()
    }
}
