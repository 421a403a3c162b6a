import Testing

import class TestSupport.PrivateEngine

@testable import DockerEngine

extension RealDocker {
    /// On an engine of its own: a Swarm changes an engine, and others may be at work on the shared one.
    @Suite struct Swarm {
        @Test(
            "a service is scaled by its exact id and nothing but its number of tasks changes",
            .timeLimit(.minutes(5))
        )
        func scale() async throws {
            let machine = try await PrivateEngine.start()
            defer { machine.close() }
            try await RealEngine.use(host: machine.host) { engine in
                let client = engine.client
                let outside = await failure { () async throws(DockerError) in
                    try await client.swarmService("abcdefghijklmnopqrstuvwxy")
                }
                #expect(outside?.code == .serverError)
                #expect(try await client.info().swarmNodeID.isEmpty)
                try await engine.post("/swarm/init", #"{"ListenAddr":"127.0.0.1:2377","AdvertiseAddr":"127.0.0.1"}"#)
                let info = try await client.info()
                #expect(info.isSwarmManager && !info.swarmNodeID.isEmpty)
                try await exercise(engine)
                try await engine.post("/swarm/leave?force=true")
                #expect(try await !client.info().isSwarmManager)
            }
        }

        private func exercise(_ engine: RealEngine) async throws {
            let client = engine.client
            let name = RealEngine.uniqueName()
            let id = try await createService(engine, name, mode: #"{"Replicated":{"Replicas":1}}"#)
            try await eventually("the first task") { try await running(engine, name).count == 1 }
            let first = try await running(engine, name)
            for other in [name, String(id.prefix(12))] {
                let error = await failure { () async throws(DockerError) in try await client.swarmService(other) }
                #expect(error?.code == .notFound)
            }
            let one = try await client.swarmService(id)
            #expect(one.id == id && one.name == name && one.replicas == 1 && one.labels == ["tier": "web"])
            try await client.scale(one, to: 3, timeout: .seconds(20))
            try await eventually("three tasks") { try await running(engine, name).count == 3 }
            // The task that was there was not touched.
            #expect(try await running(engine, name).isSuperset(of: first))
            let outdated = await failure { () async throws(DockerError) in
                try await client.scale(one, to: 9, timeout: .seconds(20))
            }
            #expect(outdated?.code == .conflict)
            let three = try await client.swarmService(id)
            #expect(three.replicas == 3 && three.version > one.version)
            #expect(three.specification(replicas: 1) == one.specification(replicas: 1))
            try await client.scale(three, to: 1, timeout: .seconds(20))
            try await eventually("one task again") { try await running(engine, name).count == 1 }
            let task = try await client.listContainers(
                all: false,
                filters: ["label": ["com.docker.swarm.service.id=\(id)"]]
            )
            #expect(try await client.containerBlueprint(try #require(task.first?.id)).isSwarmTask)
            let everywhere = try await createService(engine, name + "-all", mode: #"{"Global":{}}"#)
            let global = try await client.swarmService(everywhere)
            #expect(global.replicas == nil)
            let refused = await failure { () async throws(DockerError) in
                try await client.scale(global, to: 2, timeout: .seconds(20))
            }
            #expect(refused?.code == .invalidRequest)
        }

        private func createService(_ engine: RealEngine, _ name: String, mode: String) async throws -> String {
            let task = #"{"ContainerSpec":{"Image":"\#(RealEngine.image)","Command":["sleep","300"],"Env":["A=b"]}}"#
            let document = #"{"Name":"\#(name)","Labels":{"tier":"web"},"TaskTemplate":\#(task),"Mode":\#(mode)}"#
            return try #require(try await engine.post("/services/create", document)[key: "ID"]?.text)
        }

        /// The containers of a service that run.
        private func running(_ engine: RealEngine, _ service: String) async throws -> Set<String> {
            let filters: EngineFilters = ["label": ["com.docker.swarm.service.name=\(service)"]]
            return Set(try await engine.client.listContainers(all: false, filters: filters).map(\.id))
        }
    }
}
