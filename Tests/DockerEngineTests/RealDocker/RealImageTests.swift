import CurlTransport
import Testing

@testable import DockerEngine

extension RealDocker {
    @Suite struct Images {
        @Test("dangling images are found by label and removed, used and named ones are not")
        func dangling() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                try await engine.withContainer(#""Cmd":["true"]"#, starts: false) { name in
                    let owner = "hs-de-owner=\(name)"
                    let kinds = ["plain", "used", "named"]
                    var ids: [String: String] = [:]
                    for kind in kinds { ids[kind] = try await engine.commit(name, "LABEL \(owner) kind=\(kind)") }
                    let (plain, used, named) = try (
                        #require(ids["plain"]), #require(ids["used"]), #require(ids["named"])
                    )
                    let user = try #require(
                        try await engine.post("/containers/create", #"{"Image":"\#(used)","Cmd":["true"]}"#)[key: "Id"]?
                            .text
                    )
                    let found = try await client.danglingImages(labels: [owner])
                    #expect(Set(found.map(\.id)) == Set(ids.values))
                    #expect(found.allSatisfy { $0.labels["hs-de-owner"] == name && $0.created > 1_700_000_000 })
                    #expect(try await client.danglingImages(labels: [owner, "kind=used"]).map(\.id) == [used])
                    #expect(try await client.danglingImages(labels: ["hs-de-owner=other"]).isEmpty)
                    try await engine.post("/images/\(named)/tag?repo=\(name)&tag=1")
                    #expect(try await client.imageID(named: "\(name):1") == named)
                    #expect(Set(try await client.danglingImages(labels: [owner]).map(\.id)) == [plain, used])
                    for kept in [used, named] {
                        let error = await failure { () async throws(DockerError) in
                            try await client.removeImage(kept, timeout: .seconds(20))
                        }
                        #expect(error?.code == .conflict)
                        #expect(error?.mayHaveHappened == false)
                    }
                    try await client.removeImage(plain, timeout: .seconds(20))
                    let gone = await failure { () async throws(DockerError) in
                        try await client.removeImage(plain, timeout: .seconds(20))
                    }
                    #expect(gone?.code == .notFound)
                    #expect(try await client.danglingImages(labels: [owner]).map(\.id) == [used])
                    try await engine.remove(user)
                    try await engine.send(.delete, "/images/\(used)")
                    try await engine.send(.delete, "/images/\(name):1")
                }
            }
        }

        @Test("a name stands for an id, for another one after somebody moved it, or for none")
        func names() async throws {
            try await RealEngine.use { engine in
                let client = engine.client
                let id = try await client.imageID(named: RealEngine.image)
                #expect(try await client.imageID(named: RealEngine.image + ":latest") == id)
                #expect(try await client.imageID(named: id) == id)
                for name in ["hemostat-test/nothing", "sha256:" + String(repeating: "0", count: 64)] {
                    let error = await failure { () async throws(DockerError) in try await client.imageID(named: name) }
                    #expect(error?.code == .notFound)
                }
            }
        }
    }
}

extension RealEngine {
    /// A new image of a container with a Dockerfile's instruction, without a name.
    func commit(_ container: String, _ change: String) async throws -> String {
        let changes = PercentEncoding.query(change)
        let answer = try await post("/commit?container=\(container)&changes=\(changes)", "{}")
        return try #require(answer[key: "Id"]?.text)
    }
}
