import Testing

@testable import HemoStatCore

@Suite struct TerminalTextTests {
    @Test(
        "escape sequences and control characters go, text stays",
        arguments: [
            ("plain", "plain"), ("\u{1B}[31mred\u{1B}[0m", "red"), ("pass\u{1B}[1mword=x", "password=x"),
            ("a\u{1B}]0;title\u{07}b", "ab"), ("a\u{1B}]8;;http://x\u{1B}\\b", "ab"), ("a\u{1B}(Bb", "aBb"),
            ("a\rb\u{08}c\u{00}d\te\nf", "abcd\te\nf"), ("\u{1B}", ""), ("\u{1B}[", ""), ("\u{1B}[31", ""),
            ("\u{1B}]never ends\nnext", "\nnext"), ("é\u{1B}[0mü", "éü"), ("\u{7F}x", "x"),
        ]
    )
    func table(text: String, plain: String) { #expect(TerminalText.plain(text) == plain) }
}
