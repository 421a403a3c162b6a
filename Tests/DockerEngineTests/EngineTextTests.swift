import Testing

@testable import DockerEngine

@Suite struct EngineTextTests {
    @Test(
        "a message is one bounded line",
        arguments: [
            ("plain", 10, "plain"), ("two\nlines", 20, "two lines"), ("a\r\n\t b", 20, "a b"), ("\n\nx\n\n", 20, "x"),
            ("bell\u{7}and\u{1B}[0mcolour", 40, "bell and [0mcolour"), ("0123456789", 5, "0123…"), ("", 5, ""),
            ("line\u{2028}separator", 40, "line separator"),
        ]
    )
    func singleLine(text: String, limit: Int, expected: String) {
        #expect(EngineText.singleLine(text, limit: limit) == expected)
    }

    @Test("a cut never splits a character", arguments: [(5, "ab€"), (4, "ab"), (2, "ab"), (0, ""), (100, "ab€€")])
    func prefix(limit: Int, expected: String) {
        let cut = EngineText.prefix("ab€€", utf8Bytes: limit)
        #expect(cut == expected)
        #expect(cut.utf8.count <= limit)
    }

    @Test("queries are percent-encoded")
    func percentEncoding() {
        #expect(PercentEncoding.query(#"{"a":["ü b"]}"#) == "%7B%22a%22%3A%5B%22%C3%BC%20b%22%5D%7D")
        #expect(PercentEncoding.query("aZ09-._~") == "aZ09-._~")
    }

    @Test("filters are JSON with sorted keys")
    func filters() {
        let filters: EngineFilters = ["label": ["a=b\"c\\"], "event": ["die", "start"]]
        #expect(filters.json == #"{"event":["die","start"],"label":["a=b\"c\\"]}"#)
        #expect(EngineFilters(dictionaryLiteral: ("k", ["\u{1}"])).json == #"{"k":["\u0001"]}"#)
    }

    @Test(
        "times are seconds with nine fraction digits",
        arguments: [(0, "0.000000000"), (1_795_359_638_000_000_130, "1795359638.000000130"), (-5, "0.000000000")]
            as [(Int64, String)]
    )
    func time(nanoseconds: Int64, expected: String) {
        #expect(EngineTime.seconds(fromNanoseconds: nanoseconds) == expected)
    }

    @Test("ids and names go into paths, nothing else does")
    func references() {
        for good in ["web", "shop-web_1.old", "0123456789abcdef", "A"] {
            #expect(ContainerReference.isValid(good), "\(good)")
        }
        for bad in ["", ".", "..", "/web", "a/b", "a b", "a?b", "a%2Fb", "-x", "ü", String(repeating: "a", count: 256)]
        {
            #expect(!ContainerReference.isValid(bad), "\(bad)")
        }
    }
}
