import Testing

@testable import HemoStatCore

@Suite("ImageReference")
struct ImageReferenceTests {
    private static let digest = "sha256:" + String(repeating: "ab", count: 32)

    @Test(
        "what Docker leaves out is filled in",
        arguments: [
            ("redis", "docker.io/library/redis:latest"), ("redis:7", "docker.io/library/redis:7"),
            ("acme/web", "docker.io/acme/web:latest"), ("acme/shop/web:2", "docker.io/acme/shop/web:2"),
            ("docker.io/redis", "docker.io/redis:latest"), ("quay.io/acme/web:1", "quay.io/acme/web:1"),
            ("localhost/web", "localhost/web:latest"), ("localhost:5000/web", "localhost:5000/web:latest"),
            ("registry:5000/web:3", "registry:5000/web:3"), ("127.0.0.1:5000/a/b", "127.0.0.1:5000/a/b:latest"),
            ("redis@\(digest)", "docker.io/library/redis@\(digest)"),
            ("redis:7@\(digest)", "docker.io/library/redis@\(digest)"),
            ("registry:5000/web@\(digest)", "registry:5000/web@\(digest)"),
        ]
    )
    func normal(text: String, whole: String) {
        #expect(ImageReference(text).description == whole)
        #expect(ImageReference(whole) == ImageReference(text))
    }

    @Test(
        "what nobody should write is taken as it is, and breaks nothing",
        arguments: ["", ":", "@", "/", "a:", "a@", ":/", "::"]
    )
    func odd(text: String) {
        #expect(ImageReference(text) == ImageReference(text))
        #expect(!ImageReference(text).description.isEmpty)
    }
}
