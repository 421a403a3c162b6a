import Testing

@testable import DockerEngine

/// Swarm services: read by their exact id, and scaled.
@Suite struct ServiceTests {
    private static let serviceID = "abcdefghijklmnopqrstuvwxy"
    private static let service = #"""
        {"ID":"\#(serviceID)","Version":{"Index":18446744073709551615},"Spec":{"Name":"shop_web","Labels":{"a":"b"},
        "TaskTemplate":{"ContainerSpec":{"Env":["PASSWORD=hunter2"]},"ForceUpdate":3,"Odd":1.50},
        "Mode":{"Replicated":{"Replicas":2}}},"UpdateStatus":{"State":"completed"}}
        """#

    @Test("scale changes the number and nothing else of what was read")
    func scale() async throws {
        let sent = try await OneAnswer.requests(200, Self.service) { client in
            let service = try await client.swarmService(Self.serviceID)
            #expect(service.name == "shop_web")
            #expect(service.replicas == 2)
            #expect(service.labels == ["a": "b"])
            #expect(!service.isUpdating)
            #expect(!"\(service) \([service])".contains("hunter"))
            try await client.scale(service, to: 5, timeout: .seconds(5))
            let error = await failure { () async throws(DockerError) in
                try await client.scale(service, to: -1, timeout: .seconds(5))
            }
            #expect(error?.code == .invalidRequest)
        }
        #expect(
            sent.map(\.target) == [
                "/v1.41/services/\(Self.serviceID)",
                "/v1.41/services/\(Self.serviceID)/update?version=18446744073709551615",
            ]
        )
        var wanted = try #require(EngineValue(parsing: Array(Self.service.utf8))?[key: "Spec"])
        wanted[key: "Mode"] = .object(["Replicated": .object(["Replicas": .integer(5)])])
        #expect(sent.last.flatMap { EngineValue(parsing: $0.body) } == wanted)
    }

    @Test("a service is its exact id, and only one with a number of tasks is scaled")
    func services() async throws {
        for name in ["web", "", String(Self.serviceID.prefix(24)), Self.serviceID + "a", Self.serviceID.uppercased()] {
            let sent = try await OneAnswer.requests(200, Self.service) { client in
                let error = await failure { () async throws(DockerError) in try await client.swarmService(name) }
                #expect(error?.code == .notFound)
            }
            #expect(sent.isEmpty)
        }
        let other = Self.service.replacing(Self.serviceID, with: String(Self.serviceID.reversed()))
        _ = try await OneAnswer.requests(200, other) { client in
            let error = await failure { () async throws(DockerError) in try await client.swarmService(Self.serviceID) }
            #expect(error?.code == .notFound)
        }
        let everywhere = Self.service.replacing(#"{"Replicated":{"Replicas":2}}"#, with: #"{"Global":{}}"#)
            .replacing("completed", with: "updating")
        let sent = try await OneAnswer.requests(200, everywhere) { client in
            let service = try await client.swarmService(Self.serviceID)
            #expect(service.replicas == nil)
            #expect(service.isUpdating)
            let error = await failure { () async throws(DockerError) in
                try await client.scale(service, to: 1, timeout: .seconds(5))
            }
            #expect(error?.code == .invalidRequest)
        }
        #expect(sent.count == 1)
    }

    @Test("a service that changed meanwhile is a conflict that changed nothing")
    func outOfSequence() async throws {
        let document = try #require(EngineValue(parsing: Array(Self.service.utf8)))
        let service = try #require(SwarmService(document: document))
        let text = #"{"message":"rpc error: code = Unknown desc = update out of sequence"}"#
        _ = try await OneAnswer.requests(500, text) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.scale(service, to: 3, timeout: .seconds(5))
            }
            #expect(error?.code == .conflict)
            #expect(error?.mayHaveHappened == false)
        }
    }
}
