import Testing

@testable import HemoStatCore

@Suite("ImageCheck")
struct ImageCheckTests {
    private static let id = "sha256:" + String(repeating: "ab", count: 32)
    private static let digest = "sha256:" + String(repeating: "cd", count: 32)

    @Test(
        "the reference, the image's ID or one of its digests",
        arguments: [
            ("acme/web:2", "acme/web:2", true), ("acme/web:2", "docker.io/acme/web:2", true),
            ("acme/web:2", "acme/web", false), ("acme/web", "acme/web:latest", true),
            ("redis", "docker.io/library/redis", true),
            ("acme/web:2", "acme/web:3", false), ("acme/web:2", "quay.io/acme/web:2", false), ("acme/web:2", id, true),
            ("acme/web:2", digest, false), ("acme/web:2", "acme/web@\(digest)", true),
            ("acme/web:2", "acme/web:9@\(digest)", true), ("acme/web:2", "acme/api@\(digest)", false),
            ("acme/web:2", "acme/web@\(id)", false), ("acme/web@\(digest)", "acme/web@\(digest)", true),
        ]
    )
    func table(image: String, wanted: String, isMet: Bool) {
        let container = Given.container {
            ($0.image, $0.imageID, $0.imageDigests) = (image, Self.id, ["acme/web@\(Self.digest)"])
        }
        let result = ImageCheck.evaluate(.init(is: wanted), CheckInput(container: container, now: Given.zero))
        #expect(result.word == (isMet ? "met" : "diverged"))
        #expect(result.wakeAt == nil)
    }

    @Test("an engine that tells no image ID matches none, whatever the container's status")
    func unknownID() {
        for status in ContainerStatus.allCases {
            let container = Given.container { ($0.status, $0.imageID) = (status, "") }
            let input = CheckInput(container: container, now: Given.zero)
            #expect(ImageCheck.evaluate(.init(is: Self.id), input).word == "diverged")
            #expect(ImageCheck.evaluate(.init(is: "acme/shop/web:2"), input).word == "met")
        }
    }

    @Test("a digest nobody has told of yet is not known to be wrong")
    func untold() {
        func result(_ digests: [String]?) -> CheckResult.Outcome {
            let container = Given.container { $0.imageDigests = digests }
            let spec = Check.ImageSpec(is: "acme/shop/web@sha256:aa")
            return ImageCheck.evaluate(spec, CheckInput(container: container, now: Given.zero)).outcome
        }
        #expect(result(nil) == .unknown(.noData))
        #expect(result(["acme/shop/web@sha256:aa"]) == .met)
        #expect(result([]) != .met && result([]) != .unknown(.noData))
    }
}
