import HemoStatCore
import Testing

@testable import PolicyDocuments

@Suite struct YAMLReaderTests {
    @Test("every value knows its path and place")
    func places() throws {
        let text = """
            # comment
            a: 1
            ü: [x, {b: "c"}]
            example.com/k:
              - - deep
            """
        let root = try #require(YAMLText.documents(text).first?.node)
        func all(_ node: DocumentNode) -> [DocumentNode] {
            [node] + node.elements.flatMap(all) + node.members.flatMap { all($0.value) }
        }
        let places = all(root).map { "\($0.path) \($0.position?.line ?? 0):\($0.position?.column ?? 0)" }
        #expect(
            places == [
                " 2:1", "a 2:4", #"["ü"] 3:4"#, #"["ü"][0] 3:5"#, #"["ü"][1] 3:8"#, #"["ü"][1].b 3:12"#,
                #"["example.com/k"] 5:3"#, #"["example.com/k"][0] 5:5"#, #"["example.com/k"][0][0] 5:7"#,
            ]
        )
        #expect(root.members.map { $0.keyPosition?.description } == ["f.yaml:2:1", "f.yaml:3:1", "f.yaml:4:1"])
    }

    @Test(
        "documents of a file",
        arguments: [
            ("", []), ("\n# only a comment\n", []), ("---\n---\n", []), ("--- # nothing\n...\n", []),
            ("a: 1", ["{a: 1}"]), ("---\na: 1\n", ["{a: 1}"]), ("a: 1\n---\nb: 2\n", ["{a: 1}", "{b: 2}"]),
            ("--- {a: 1}\n--- {b: 2}\n", ["{a: 1}", "{b: 2}"]), ("a: 1\n...\nb: 2\n", ["{a: 1}", "{b: 2}"]),
            ("a: 1\n...\n# x\n---\nb: 2\n...\n", ["{a: 1}", "{b: 2}"]),
            ("%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n", ["{a: 1}", "{b: 2}"]),
            ("a: |\n  ---\n  x\nb: 2\n", [#"{a: "---\nx\n", b: 2}"#]), ("a: 1\n---x: 2\n", [#"{a: 1, ---x: 2}"#]),
            ("a: 1\r\n---\r\nb: 2\r\n", ["{a: 1}", "{b: 2}"]), ("a: 1\r---\rb: 2", ["{a: 1}", "{b: 2}"]),
            ("{\"a\": [1, 2.5, null, true, \"x\"]}", [#"{a: [1, 2.5, null, true, "x"]}"#]), ("[]", ["[]"]),
        ]
    )
    func several(text: String, outlines: [String]) {
        let documents = YAMLText.documents(text)
        #expect(documents.flatMap(\.diagnostics) == [])
        #expect(documents.map { $0.node?.outline } == outlines)
    }

    @Test("a broken document leaves the others of its file alone, with their lines right")
    func brokenAmongGood() {
        let documents = YAMLText.documents("a: 1\n---\nb: [\n---\nc: 3\n---\nd: \"\n---\ne: 5\n")
        #expect(documents.map { $0.node?.outline } == ["{a: 1}", nil, "{c: 3}", nil, "{e: 5}"])
        #expect(documents[4].node?["e"]?.position?.description == "f.yaml:9:4")
        #expect(documents[1].diagnostics.first?.position?.line == 4)
        #expect(documents[3].diagnostics.first?.position?.line == 8)
    }

    @Test("a byte order mark is no part of the text")
    func byteOrderMark() {
        let documents = YAMLReader.documents(in: [0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), file: "f")
        #expect(documents.map { $0.node?.outline } == ["{a: 1}"])
        #expect(documents.first?.node?.position?.column == 1)
    }

    @Test("aliases stand for values written before them, at their own path")
    func aliases() throws {
        let text = "a: &x {k: [1]}\nb: *x\nc: [*x]\nd: &x 2\ne: *x\n"
        let root = try #require(YAMLText.documents(text).first?.node)
        #expect(root.outline == "{a: {k: [1]}, b: {k: [1]}, c: [{k: [1]}], d: 2, e: 2}")
        #expect(root["c"]?.elements.first?["k"]?.elements.first?.path == "c[0].k[0]")
        #expect(root["c"]?.elements.first?["k"]?.position?.description == "f.yaml:1:11")
    }

    @Test(
        "problems of the YAML itself, each at its place",
        arguments: [
            ("a: 1\nb: 2\na: 3\n", ["3:1: a: \"a\" is already given in line 1"]),
            (
                "a: {b: 1, b: 2, \"b\": 3}",
                [
                    "1:11: a.b: \"b\" is already given in line 1", "1:17: a.b: \"b\" is already given in line 1",
                ]
            ),
            ("a: *x\n", ["1:4: a: the alias *x names no anchor before it; quote it to make it text"]),
            ("a: &x [*x]\n", ["1:8: a[0]: the alias *x names no anchor before it; quote it to make it text"]),
            ("a: &x 1\n---\nb: *x\n", ["3:4: b: the alias *x names no anchor before it; quote it to make it text"]),
            ("80: x\n", ["1:1: expected a text as key, found 80; quote it"]),
            ("true: x\n", ["1:1: expected a text as key, found true; quote it"]),
            ("~: x\n", ["1:1: expected a text as key, found nothing; quote it"]),
            ("a: {: x}\n", ["1:5: not valid YAML: expected a value, found \":\""]),
            ("? [a]\n: x\n", ["1:3: expected a text as key, found a list, an object or an alias"]),
            ("a: &x k\n*x : y\n", ["2:1: expected a text as key, found a list, an object or an alias"]),
            ("a: &x {k: 1}\nb:\n  <<: *x\n", ["3:3: b: merge keys (<<) are not YAML 1.2; write the fields out"]),
            (
                "a: .nan\nb: -.inf\n",
                [
                    "1:4: a: .nan is no JSON number; quote it to make it text",
                    "2:4: b: -.inf is no JSON number; quote it to make it text",
                ]
            ),
            (
                "a: 9223372036854775808",
                [
                    "1:4: a: \"9223372036854775808\" is beyond 64 bits; quote it to make it text"
                ]
            ),
        ]
    )
    func recoverable(text: String, problems: [String]) { #expect(YAMLText.problems(text) == problems) }

    @Test(
        "text that is no YAML, with the place where it stops being one",
        arguments: [
            ("a:\n\tb: 1\n", "2:1: not valid YAML: indented with a tab; use spaces"),
            ("a:\n  b: 1\n\tc: 2\n", "3:1: not valid YAML: indented with a tab; use spaces"),
            ("a: |\n\tb\n", "2:1: not valid YAML: indented with a tab; use spaces"),
            (
                "a: [1, 2\nb: 3\n",
                "2:2: not valid YAML: expected a comma or ] in the list opened at 1:4, found \":\""
            ),
            ("a: b: c\n", "1:5: not valid YAML: a colon where no key can be; check the indentation, or quote the text"),
            (
                "a: \"b\n",
                "2:1: not valid YAML: the quote opened at 1:4 is never closed"
            ),
            (
                "a: 1\n  b: 2\n",
                "2:4: not valid YAML: a colon where no key can be; check the indentation, or quote the text"
            ),
            (
                "- a\nb: 1\n",
                "2:1: not valid YAML: expected the next \"- \" of the list that begins at 1:1; check the indentation"
            ),
            (
                "a: 'b' c\n",
                "1:8: not valid YAML: expected the next key of the object that begins at 1:1; check the indentation"
            ),
            ("a: @b\n", "1:4: not valid YAML: no value starts with \"@\"; quote it"),
            (
                "a: \"\\q\"\n",
                "1:5: not valid YAML: no such escape; write \\\\ for a backslash, or use single quotes"
            ),
            (
                "a: \u{1}b\n",
                "1:4: not valid YAML: the control character U+0001; remove it, or write \"\\u0001\" in double quotes"
            ),
            (
                "ü: \u{1}b\n",
                "1:4: not valid YAML: the control character U+0001; remove it, or write \"\\u0001\" in double quotes"
            ),
            ("}", "1:1: not valid YAML: expected a value, found \"}\""),
            ("a: 1\n%YAML 1.2\n---\nb: 2\n", "3:1: not valid YAML: expected \"---\" before the next document"),
            ("%YAML 9.9\n---\na: 1\n", "1:1: not valid YAML: expected %YAML 1.1 or %YAML 1.2"),
            ("!<a b", "1:4: not valid YAML: did not find the expected '>' while scanning a tag (from 1:1)"),
            (
                "a: &\n",
                "1:5: not valid YAML: a text that begins with & has to be quoted"
            ),
        ]
    )
    func syntax(text: String, problem: String) { #expect(YAMLText.problems(text) == [problem]) }

    @Test(
        "only UTF-8",
        arguments: [
            (
                [0xFF, 0xFE, 0x61, 0],
                "f.yaml:1:1: error: expected UTF-8, found UTF-16 or UTF-32; save the file as UTF-8"
            ),
            (
                [0xFE, 0xFF, 0, 0x61],
                "f.yaml:1:1: error: expected UTF-8, found UTF-16 or UTF-32; save the file as UTF-8"
            ),
            (Array("a: 1\nü: ".utf8) + [0xC3, 0x28], "f.yaml:2:4: error: expected UTF-8, found the invalid byte 0xC3"),
            ([0x61, 0xED, 0xA0, 0x80], "f.yaml:1:2: error: expected UTF-8, found the invalid byte 0xED"),
            ([0xC0, 0x80], "f.yaml:1:1: error: expected UTF-8, found the invalid byte 0xC0"),
        ] as [([UInt8], String)]
    )
    func encodings(bytes: [UInt8], problem: String) {
        let documents = YAMLReader.documents(in: bytes, file: "f.yaml")
        #expect(documents.flatMap(\.diagnostics).map(\.description) == [problem])
        #expect(documents.allSatisfy { $0.node == nil })
    }
}
