import Testing

@testable import DockerEngine

@Suite struct EngineEventTests {
    private func events(_ name: String) throws -> [EngineEvent] {
        try FixtureFiles.load(name).split(separator: 0x0A).compactMap { try EngineEvent.parse(Array($0)) }
    }

    @Test("Docker 20.10: an OOM kill, a rename, and no noise of health checks")
    func docker20() throws {
        let events = try events("docker-20.10/events.jsonl")
        let last = events.suffix(4)
        #expect(last.map(\.action) == [.oom, .die, .rename, .destroy])
        #expect(last.first { $0.action == .die }?.exitCode == 137)
        #expect(last.first { $0.action == .rename }?.oldName == "hs-de-fix4")
        #expect(events.contains { $0.action == .healthStatus && $0.health == .unhealthy })
        #expect(events.filter { $0.action == .kill }.compactMap(\.signal).first == "15")
        #expect(events.allSatisfy { $0.timeNano > 1_795_000_000_000_000_000 && !$0.containerID.isEmpty })
    }

    @Test("Docker 29: without the old status, id and from")
    func docker29() throws {
        let events = try events("docker-29.0/events.jsonl")
        #expect(events.map(\.action) == [.kill, .die, .stop, .start, .restart, .healthStatus])
        #expect(events.last?.health == .unhealthy)
        #expect(events[1].exitCode == 143)
        #expect(events[0].name == "shop-web-1")
        #expect(events[0].image == "registry.example/shop/web:2")
        #expect(events[0].attributes["com.docker.compose.project"] == "shop")
    }

    @Test("Podman 4.3: its own words, health beside the action")
    func podman() throws {
        let events = try events("podman-4.3/events.jsonl")
        #expect(
            events.map(\.action) == [
                .restart, .die, .start, .healthStatus, .die, .start, .die, .destroy, .destroy,
            ]
        )
        #expect(events.first { $0.action == .healthStatus }?.health == .starting)
        #expect(events.first { $0.action == .die }?.exitCode == 137)
    }

    @Test("what is no event is garbage", arguments: ["", "{", "[]", "null", "{}", #"{"Action":"die"}"#, "\u{0}\u{1}"])
    func garbage(line: String) {
        #expect(throws: (any Error).self) { try EngineEvent.parse(Array(line.utf8)) }
    }

    @Test("other types and actions are passed over")
    func others() throws {
        for line in [
            #"{"Type":"network","Action":"connect"}"#, #"{"Type":"container","Action":"exec_create: ls"}"#,
            #"{"Type":"container","Action":"top"}"#,
        ] {
            #expect(try EngineEvent.parse(Array(line.utf8)) == nil)
        }
    }

    @Test("seconds stand in for missing nanoseconds, and never overflow")
    func seconds() throws {
        func time(_ json: String) throws -> Int64? {
            try EngineEvent.parse(Array(#"{"status":"die","id":"x",\#(json)}"#.utf8))?.timeNano
        }
        #expect(try time(#""time":7"#) == 7_000_000_000)
        #expect(try time(#""time":7,"timeNano":"9""#) == 9)
        #expect(try time(#""time":9223372036854775807"#) == .max)
    }

    @Test("every action is asked for by words every engine knows")
    func filterWords() {
        #expect(ContainerAction.die.engineWords == ["die", "died"])
        #expect(ContainerAction.healthStatus.engineWords == ["health_status"])
        #expect(!ContainerAction.allCases.flatMap(\.engineWords).contains { $0.hasPrefix("exec") })
    }
}
