import HemoStatCore
import Testing

@testable import PolicyDocuments

/// Hostile sizes: each ends in one clear sentence.
///
/// The suite's own time limit is what guards their cost.
@Suite(.timeLimit(.minutes(1))) struct YAMLLimitTests {
    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test("64 levels, not 65")
    func depth() {
        #expect(YAMLText.problems(Self.nested(64)) == [])
        #expect(Self.first(Self.nested(65)) == "1:65: lists and objects are nested deeper than 64 levels")
        let blocks = (0..<65).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(Self.first(blocks)?.hasSuffix("lists and objects are nested deeper than 64 levels") == true)
    }

    @Test("65 000 opening brackets, braces and dashes", arguments: ["[", "{a: ", "- ", "{? ", "? "])
    func manyLevels(text: String) {
        #expect(
            Self.first(String(repeating: text, count: 65_000))?
                .hasSuffix("lists and objects are nested deeper than 64 levels") == true
        )
    }

    @Test("aliases may not nest deeper either")
    func aliasDepth() {
        var text = "a0: &a0 \(Self.nested(60))\n"
        for level in 1...5 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(
            YAMLText.problems(text).map { $0.drop { $0 != "l" } } == [
                "lists and objects are nested deeper than 64 levels"
            ]
        )
    }

    @Test("a billion laughs are 10 000 values")
    func aliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(YAMLText.problems(text).count == 1)
        #expect(Self.first(text)?.hasSuffix("the document's aliases stand for more than 10000 values") == true)
    }

    @Test("exactly 10 000 aliased values pass")
    func aliasLimit() {
        let thousand = "a: &a [\(Array(repeating: "1", count: 999).joined(separator: ","))]\n"
        let ten = thousand + "b: [\(Array(repeating: "*a", count: 10).joined(separator: ","))]\n"
        #expect(YAMLText.problems(ten) == [])
        #expect(YAMLText.problems(ten + "c: *a\n").count == 1)
    }

    @Test("100 000 values, not more")
    func nodes() {
        func list(_ count: Int) -> String { "[" + String(repeating: "1,", count: count) + "]" }
        #expect(YAMLText.problems(list(99_999)) == [])
        #expect(Self.first(list(100_000)) == "1:200000: [99999]: the document has more than 100000 values")
    }

    @Test("1 MiB a document, however many in a file")
    func documentSize() {
        let full = "a: " + String(repeating: "x", count: (1 << 20) - 3)
        #expect(YAMLText.problems(full) == [])
        #expect(YAMLText.problems("---\n" + full) == ["1:1: the document is larger than 1 MiB"])
        let documents = YAMLText.documents("b: 1\n---\n\(full)\n---\nc: 1\n")
        #expect(documents.map { $0.node?.outline } == ["{b: 1}", nil, "{c: 1}"])
        #expect(documents[1].diagnostics.first?.position?.line == 2)
    }

    @Test("long keys over many values do not multiply")
    func longPaths() {
        let key = String(repeating: "k", count: 40_000)
        let inner = "[" + String(repeating: "1,", count: 60_000) + "]"
        let text = (0..<20).reduce(inner) { text, _ in "{\"\(key)\": \(text)}" }
        let documents = YAMLText.documents(text)
        #expect(documents.count == 1)
        func longest(_ node: DocumentNode) -> Int {
            let inner = (node.elements + node.members.map(\.value)).map(longest).max() ?? 0
            return max(node.path.utf8.count, inner)
        }
        for document in documents { #expect(document.node.map(longest) ?? 0 <= 520) }
    }

    @Test("one object of many keys, all the same or all different")
    func manyKeys() {
        let different = (0..<40_000).map { "k\($0): 1\n" }.joined()
        #expect(YAMLText.problems(different) == [])
        let same = String(repeating: "k: 1\n", count: 40_000)
        #expect(YAMLText.problems(same).count == 200)
    }

    private static func first(_ text: String) -> String? {
        YAMLText.problems(text).first.map { problem in
            // The path of a deep place says nothing.
            problem.contains("nested deeper") && problem.contains("[0]")
                ? String(problem.prefix { $0 != " " }) + " " + (problem.split(separator: ": ").last ?? "") : problem
        }
    }
}
