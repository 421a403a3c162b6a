import Testing

@testable import DockerEngine

/// Images: names, dangling ones, removal.
@Suite struct ImageTests {
    @Test("dangling images: those with a name or without the labels are left out whatever the engine says")
    func danglingImages() async throws {
        let rows = #"""
            [{"Id":"\#(OneAnswer.image)","RepoTags":["<none>:<none>"],"Labels":{"a":"1","b":"2"},"Created":7},
            {"Id":"\#(OneAnswer.image)","RepoTags":null,"Labels":{"a":"1"}},
            {"Id":"\#(OneAnswer.image)","RepoTags":["shop:1"],"Labels":{"a":"1","b":"2"}},
            {"Id":"\#(OneAnswer.id)","RepoTags":[],"Labels":{"a":"1","b":"=x"}},{"Id":"\#(OneAnswer.image)","Labels":null}]
            """#
        let sent = try await OneAnswer.requests(200, rows) { client in
            let both = try await client.danglingImages(labels: ["a=1", "b"])
            #expect(both.map(\.id) == [OneAnswer.image, OneAnswer.image])
            #expect(both.first?.created == 7)
            #expect(try await client.danglingImages(labels: ["b==x"]).count == 1)
            #expect(try await client.danglingImages(labels: ["a=2"]).isEmpty)
            #expect(try await client.danglingImages(labels: []).count == 4)
        }
        let filters = PercentEncoding.query(#"{"dangling":["true"],"label":["a=1","b"]}"#)
        #expect(sent.first?.target == "/v1.41/images/json?filters=\(filters)")
        _ = try await OneAnswer.requests(200, #"[{"Id":"latest"}]"#) { client in
            let error = await failure { () async throws(DockerError) in try await client.danglingImages(labels: []) }
            #expect(error?.code == .malformedResponse)
        }
    }

    @Test(
        "an image that has a name by now, or is another, is not removed",
        arguments: [
            (#"{"Id":"@","RepoTags":[]}"#, nil), (#"{"Id":"@","RepoTags":["shop:1"]}"#, .conflict),
            (#"{"RepoTags":[]}"#, .malformedResponse), (#"{"Id":"sha256:1","RepoTags":[]}"#, .malformedResponse),
        ] as [(String, DockerError.Code?)]
    )
    func removeImage(document: String, code: DockerError.Code?) async throws {
        let sent = try await OneAnswer.requests(200, document.replacing("@", with: OneAnswer.image)) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.removeImage(OneAnswer.image, timeout: .seconds(5))
            }
            #expect(error?.code == code)
        }
        let removals = sent.filter { $0.method == "DELETE" }.map(\.target)
        #expect(removals == (code == nil ? ["/v1.41/images/\(OneAnswer.image)?force=false&noprune=true"] : []))
    }

    @Test(
        "names of images go into a path only if they are names",
        arguments: [
            ("shop/web:1", true), ("registry:5000/a/b_c@sha256:00", true), ("sha256:0123", true), ("", false),
            ("../containers", false), ("a/../b", false), ("a//b", false), ("/a", false), ("a b", false), ("a?b", false),
            ("a%2e", false), ("é", false),
        ]
    )
    func imageNames(name: String, isValid: Bool) async throws {
        let sent = try await OneAnswer.requests(200, #"{"Id":"\#(OneAnswer.id)"}"#) { client in
            do throws(DockerError) {
                #expect(try await client.imageID(named: name) == OneAnswer.image)
                #expect(isValid)
            } catch {
                #expect(error.code == .invalidRequest)
                #expect(!isValid)
            }
        }
        #expect(sent.map(\.target) == (isValid ? ["/v1.41/images/\(name)/json"] : []))
    }
}
