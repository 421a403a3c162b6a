import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Events {
        /// When something last happened to a container, by the engine's own clock: tests share none with it.
        private func time(of action: ContainerAction, _ name: String, _ engine: RealEngine) async throws -> Int64 {
            try await withDeadline("the event \(action)") {
                let stream = try await engine.client.events(
                    since: 1,
                    actions: [action],
                    filters: ["container": [name]]
                )
                for try await event in stream { return event.timeNano }
                throw DeadlinePassed(what: "the event \(action)")
            }
        }

        @Test("an unhealthy container's life comes as events, without its checks")
        func life() async throws {
            let settings = #"""
                "Cmd":["sleep","300"],"Healthcheck":{"Test":["CMD","false"],"Interval":100000000,"Retries":2}
                """#
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(settings, starts: false) { name in
                    let start = try await time(of: .create, name, engine)
                    let stream = try await client.events(since: start, filters: ["container": [name]])
                    _ = try await client.startContainer(name, timeout: .seconds(30))
                    let until = try await withDeadline("the unhealthy event") {
                        for try await event in stream where event.health == .unhealthy { return event.timeNano }
                        return Int64(0)
                    }
                    #expect(try await client.inspectContainer(name).state.health?.status == .unhealthy)
                    try await client.restartContainer(name, timeout: .zero, margin: .seconds(20))
                    // A second stream tells the same story from the beginning, the history first.
                    let events = try await withDeadline("the restart event") {
                        var events: [EngineEvent] = []
                        for try await event in try await client.events(since: start, filters: ["container": [name]]) {
                            events.append(event)
                            if event.action == .restart { break }
                        }
                        return events
                    }
                    #expect(until > start)
                    #expect(Array(events.map(\.action).prefix(3)) == [.create, .start, .healthStatus])
                    #expect(events.last?.action == .restart)
                    let ends = events.filter { [.kill, .die, .stop].contains($0.action) }.map(\.action)
                    #expect(Set(ends) == [.kill, .die, .stop])
                    #expect(events.first { $0.action == .die }?.exitCode == 137)
                    #expect(events.allSatisfy { $0.name == name && $0.attributes["hs-de"] == name })
                    #expect(events.map(\.timeNano) == events.map(\.timeNano).sorted())
                    #expect(stream.skippedLines == 0)
                }
            }
        }

        @Test("since is inclusive and until ends the history")
        func window() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(#""Cmd":["true"]"#) { name in
                    let start = try await time(of: .create, name, engine)
                    func actions(since: Int64, until: Int64) async throws -> [ContainerAction] {
                        try await withDeadline("the history's end") {
                            var actions: [ContainerAction] = []
                            let stream = try await client.events(
                                since: since,
                                until: until,
                                filters: ["container": [name]]
                            )
                            for try await event in stream { actions.append(event.action) }
                            return actions
                        }
                    }
                    #expect(try await actions(since: start, until: start) == [.create])
                    let end = try await time(of: .die, name, engine)
                    #expect(try await actions(since: start + 1, until: end) == [.start, .die])
                    #expect(try await actions(since: start + 1, until: end - 1) == [.start])
                }
            }
        }

        @Test("an OOM kill is told by events and by inspect")
        func outOfMemory() async throws {
            let settings = #"""
                "Cmd":["sh","-c","tail /dev/zero"],"HostConfig":{"Memory":16777216,"MemorySwap":16777216}
                """#
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(settings, starts: false) { name in
                    let start = try await time(of: .create, name, engine)
                    let stream = try await client.events(since: start, filters: ["container": [name]])
                    _ = try await client.startContainer(name, timeout: .seconds(30))
                    let actions = try await withDeadline("the end") {
                        var actions: [ContainerAction] = []
                        for try await event in stream {
                            actions.append(event.action)
                            if event.action == .die { break }
                        }
                        return actions
                    }
                    #expect(actions.contains(.oom))
                    #expect(try await client.inspectContainer(name).state.isOOMKilled)
                }
            }
        }
    }
}
