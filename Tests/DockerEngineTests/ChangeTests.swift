import Testing

@testable import DockerEngine

/// Unpause, signal, rename, remove as they go over the wire, and what never does.
@Suite struct ChangeTests {
    @Test("each change is one request with its arguments, and no body where it needs none")
    func lines() async throws {
        let sent = try await OneAnswer.requests { client in
            #expect(try await client.unpauseContainer("web", timeout: .seconds(5)) == .done)
            try await client.signalContainer("web", "RTMIN+3", timeout: .seconds(5))
            try await client.renameContainer("web", to: "web-old", timeout: .seconds(5))
            try await client.removeContainer(OneAnswer.id, removeAnonymousVolumes: false, timeout: .seconds(5))
            try await client.removeContainer(OneAnswer.id, removeAnonymousVolumes: true, timeout: .seconds(5))
        }
        #expect(
            sent.map { "\($0.method) \($0.target)" } == [
                "POST /v1.41/containers/web/unpause", "POST /v1.41/containers/web/kill?signal=RTMIN%2B3",
                "POST /v1.41/containers/web/rename?name=web-old",
                "DELETE /v1.41/containers/\(OneAnswer.id)?force=false&v=false",
                "DELETE /v1.41/containers/\(OneAnswer.id)?force=false&v=true",
            ]
        )
        #expect(sent.map(\.body) == Array(repeating: [], count: 5))
    }

    @Test(
        "what could mean another thing than asked for is never sent",
        arguments: ["", "..", "a/b", "a b", "a?x=1", "é"]
    )
    func references(reference: String) async throws {
        let sent = try await OneAnswer.requests { client in
            for error in [
                await failure { () async throws(DockerError) in
                    try await client.unpauseContainer(reference, timeout: .seconds(5))
                },
                await failure { () async throws(DockerError) in
                    try await client.signalContainer(reference, "HUP", timeout: .seconds(5))
                },
                await failure { () async throws(DockerError) in
                    try await client.signalContainer("web", reference, timeout: .seconds(5))
                },
                await failure { () async throws(DockerError) in
                    try await client.updateContainer(reference, memoryBytes: 1, nanoCPUs: nil, timeout: .seconds(5))
                },
                await failure { () async throws(DockerError) in
                    try await client.renameContainer("web", to: reference, timeout: .seconds(5))
                },
                await failure { () async throws(DockerError) in
                    try await client.removeContainer(reference, removeAnonymousVolumes: true, timeout: .seconds(5))
                },
                await failure { () async throws(DockerError) in try await client.containerBlueprint(reference) },
                await failure { () async throws(DockerError) in
                    try await client.removeImage(reference, timeout: .seconds(5))
                },
            ] {
                #expect(error?.code == .invalidRequest)
                #expect(error?.mayHaveHappened == false)
            }
        }
        #expect(sent.isEmpty)
    }

    @Test("only whole ids are removed, and no signal is 0, negative or beyond 64")
    func exactness() async throws {
        let sent = try await OneAnswer.requests { client in
            for id in ["web", String(OneAnswer.id.prefix(12)), OneAnswer.id + "0", OneAnswer.id.uppercased()] {
                let error = await failure { () async throws(DockerError) in
                    try await client.removeContainer(id, removeAnonymousVolumes: false, timeout: .seconds(5))
                }
                #expect(error?.code == .invalidRequest)
            }
            for id in [OneAnswer.id, "sha256:0123456789ab", "shop/web:1"] {
                let error = await failure { () async throws(DockerError) in
                    try await client.removeImage(id, timeout: .seconds(5))
                }
                #expect(error?.code == .invalidRequest)
            }
            for signal in ["0", "00", "65", "-9", "+9", "9x", "SIGTERM,SIGKILL", String(repeating: "A", count: 17)] {
                let error = await failure { () async throws(DockerError) in
                    try await client.signalContainer("web", signal, timeout: .seconds(5))
                }
                #expect(error?.code == .invalidRequest, "\(signal)")
            }
        }
        #expect(sent.isEmpty)
    }

    @Test(
        "unpause: what is not paused is told by its state",
        arguments: [
            (500, "Container x is not paused", #"{"Running":true}"#, ActionOutcome.notModified, nil),
            (409, "x is not paused: container state improper", #"{"Running":true}"#, .notModified, nil),
            (500, "Container x is not paused", #"{"Running":false}"#, nil, .conflict),
            (500, "Container x is not paused", #"{"Running":true,"Restarting":true}"#, nil, .conflict),
            (500, "cannot thaw", #"{"Running":true,"Paused":true}"#, nil, .serverError),
            (404, "No such container: x", "{}", nil, .notFound),
        ] as [(Int, String, String, ActionOutcome?, DockerError.Code?)]
    )
    func unpause(
        status: Int,
        text: String,
        state: String,
        outcome: ActionOutcome?,
        code: DockerError.Code?
    ) async throws {
        let inspection = #"{"Id":"\#(OneAnswer.id)","State":\#(state)}"#
        _ = try await OneAnswer.requests(status, #"{"message":"\#(text)"}"#, inspect: inspection) { client in
            do throws(DockerError) {
                #expect(try await client.unpauseContainer("x", timeout: .seconds(5)) == outcome)
            } catch {
                #expect(error.code == code)
                #expect(error.mayHaveHappened == (code == .serverError))
            }
        }
    }

    @Test("a change is not sent once its task is cancelled")
    func cancelled() async throws {
        let document = try #require(EngineValue(parsing: FixtureFiles.load("docker-20.10/inspect-everything.json")))
        let blueprint = try #require(ContainerBlueprint(inspection: document))
        let sent = try await OneAnswer.requests { client in
            _ = try await client.startContainer("web", timeout: .seconds(5))
            let errors = await withTaskGroup(of: [DockerError?].self) { group in
                group.cancelAll()
                group.addTask {
                    [
                        await failure { () async throws(DockerError) in
                            try await client.removeContainer(
                                OneAnswer.id,
                                removeAnonymousVolumes: true,
                                timeout: .seconds(5)
                            )
                        },
                        await failure { () async throws(DockerError) in
                            try await client.createContainer(blueprint, name: "big", timeout: .seconds(5))
                        },
                    ]
                }
                return await group.next() ?? []
            }
            #expect(errors.map { $0?.code } == [.cancelled, .cancelled])
            #expect(errors.allSatisfy { $0?.mayHaveHappened == false })
        }
        #expect(sent.count == 1)
    }
}
