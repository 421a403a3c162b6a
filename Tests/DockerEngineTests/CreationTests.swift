import Testing

@testable import DockerEngine

/// Creating a container of a blueprint, and connecting it to its networks.
@Suite struct CreationTests {
    private static func blueprint() throws -> ContainerBlueprint {
        let document = try #require(EngineValue(parsing: FixtureFiles.load("docker-20.10/inspect-everything.json")))
        return try #require(ContainerBlueprint(inspection: document))
    }

    @Test("create: name and version in the target, the document in the body, secrets out of the error")
    func create() async throws {
        let blueprint = try Self.blueprint()
        let answer = #"{"Id":"\#(OneAnswer.id)","Warnings":["careful"]}"#
        let sent = try await OneAnswer.requests(201, answer) { client in
            let created = try await client.createContainer(blueprint, name: "big", timeout: .seconds(5))
            #expect(created.id == OneAnswer.id)
            #expect(created.warnings == ["careful"])
            for network in created.unconnected {
                try await client.connect(created.id, to: network, timeout: .seconds(5))
            }
        }
        #expect(sent.map(\.target) == ["/v1.41/containers/create?name=big", "/v1.41/networks/n2/connect"])
        #expect(
            sent.first.flatMap { EngineValue(parsing: $0.body) } == blueprint.creation(for: APIVersion(1, 41)).document
        )
        let connection =
            #"{"Container":"\#(OneAnswer.id)","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.77.2.60"},"#
        #expect(sent.last.map { String(decoding: $0.body, as: UTF8.self) } == connection + #""Aliases":["two"]}}"#)
        _ = try await OneAnswer.requests(400, #"{"message":"invalid environment variable: SECRET=abc of SECRET"}"#) {
            client in
            let error = await failure { () async throws(DockerError) in
                try await client.createContainer(blueprint, name: "big", timeout: .seconds(5))
            }
            #expect(error?.code == .badRequest)
            #expect(error?.message == "invalid environment variable: … of SECRET")
        }
    }

    @Test(
        "an answer without a new container's id is malformed, and something may have happened",
        arguments: ["{}", #"{"Id":"../x"}"#, "[]", ""]
    )
    func createdNothing(answer: String) async throws {
        let blueprint = try Self.blueprint()
        _ = try await OneAnswer.requests(201, answer) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.createContainer(blueprint, name: "big", timeout: .seconds(5))
            }
            #expect(error?.code == .malformedResponse)
            #expect(error?.mayHaveHappened == true)
        }
    }

    @Test("a network's name cannot leave its path")
    func networkNames() async throws {
        func attachment(_ name: String) -> ContainerBlueprint.Attachment {
            ContainerBlueprint.Attachment(network: name, endpoint: .null, containerID: OneAnswer.id)
        }
        let sent = try await OneAnswer.requests(200) { client in
            try await client.connect("web", to: attachment("my net/../x?y"), timeout: .seconds(5))
            for name in ["", ".", "..", String(repeating: "n", count: 256)] {
                let error = await failure { () async throws(DockerError) in
                    try await client.connect("web", to: attachment(name), timeout: .seconds(5))
                }
                #expect(error?.code == .invalidRequest)
            }
        }
        #expect(sent.map(\.target) == ["/v1.41/networks/my%20net%2F..%2Fx%3Fy/connect"])
    }
}
