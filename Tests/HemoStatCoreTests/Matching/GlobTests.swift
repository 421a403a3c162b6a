import Testing

@testable import HemoStatCore

@Suite("Glob")
struct GlobTests {
    @Test(
        "matches whole strings",
        arguments: [
            ("web-*", "web-1", true), ("web-*", "web-", true), ("web-*", "web", false), ("web-*", "my-web-1", false),
            ("*", "", true), ("", "", true), ("", "a", false), ("?", "", false), ("?", "é", true), ("a?c", "abc", true),
            ("*/shop/web:*", "registry.local:5000/acme/shop/web:2", true), ("*/shop/web:*", "acme/shop/api:2", false),
            ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false), ("*.*", "a.b.c", true), ("**", "anything", true),
            ("a*a", "a", false), ("a*a", "aba", true), ("[ab]", "a", false), ("[ab]", "[ab]", true),
            ("WEB", "web", false),
            ("*ab", "aab", true), ("a**?", "a", false), ("*aab", "aaaaab", true), ("web", "web*", false),
        ]
    )
    func matches(pattern: String, text: String, expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }

    @Test("a hostile pattern stays cheap")
    func hostile() {
        let pattern = String(repeating: "*a", count: 60) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
    }
}
