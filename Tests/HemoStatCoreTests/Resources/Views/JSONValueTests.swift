import Testing

@testable import HemoStatCore

@Suite struct JSONValueTests {
    @Test("members keep their order, and a key stands once")
    func order() {
        var object: JSONObject = ["b": 1, "a": 2]
        object["c"] = 3
        object["b"] = 4
        object["a"] = nil
        object["d"] = nil
        #expect(JSONValue.object(object).json == #"{"b":4,"c":3}"#)
    }

    @Test(
        "JSON on one line",
        arguments: [
            (JSONValue.null, "null"), (.bool(true), "true"), (.integer(-7), "-7"),
            (.integer(.max), "9223372036854775807"),
            (.number(0.5), "0.5"), (.number(3), "3"), (.number(.nan), "null"), (.array([]), "[]"), (.object([:]), "{}"),
            (.array([1, .object(["a": [false]])]), #"[1,{"a":[false]}]"#),
            (.string("a\"\\\n\t\u{1}\u{7F}ä"), #""a\"\\\n\t\u0001\u007fä""#),
        ]
    )
    func json(value: JSONValue, text: String) { #expect(value.json == text) }

    @Test("JSON for people breaks what does not fit on a line")
    func pretty() {
        let long = JSONValue.string(String(repeating: "x", count: 60))
        let value: JSONValue = ["a": [1, 2], "b": [long, long], "c": ["d": ["e": long]]]
        let quoted = long.json
        #expect(
            value.prettyJSON == """
                {
                  "a": [1, 2],
                  "b": [
                    \(quoted),
                    \(quoted)
                  ],
                  "c": {"d": {"e": \(quoted)}}
                }

                """
        )
    }

    @Test("YAML in blocks")
    func yaml() {
        let value: JSONValue = [
            "a": ["b": [], "c": [:], "on": true], "list": [["x": 1, "y": ["z"]], [[1], 2], "no"],
            "long": .string(Array(repeating: "word", count: 20).joined(separator: " ")),
        ]
        #expect(
            value.yaml == """
                a:
                  b: []
                  c: {}
                  'on': true
                list:
                - x: 1
                  'y':
                  - z
                - - - 1
                  - 2
                - 'no'
                long: >-
                  word word word word word word word word word word word word word word word word
                  word word word word

                """
        )
    }

    @Test(
        "texts YAML could take for something else are quoted",
        arguments: [
            ("plain text", "plain text"), (".spec.mode", ".spec.mode"), ("", "''"), ("yes", "'yes'"),
            ("Null", "'Null'"),
            ("1", "'1'"), ("1e3", "'1e3'"), ("~", "'~'"), ("=", "'='"), (".inf", "'.inf'"), (".5", "'.5'"),
            ("- a", "'- a'"),
            ("a: b", "'a: b'"), ("a #b", "'a #b'"), ("a:", "'a:'"), ("a ", "'a '"), ("it's", "it's"), ("'", "''''"),
            ("{a}", "'{a}'"), ("a\n", #""a\n""#), ("ä", "'ä'"), ("`a`", "'`a`'"), ("0x1f", "'0x1f'"),
            (#"^\x00$"#, #"'^\x00$'"#),
        ]
    )
    func scalars(text: String, yaml: String) { #expect(JSONValue.string(text).yaml == yaml + "\n") }
}
