import Testing

@testable import DockerEngine

@Suite struct EngineValueTests {
    private func value(_ text: String) -> EngineValue? { EngineValue(parsing: Array(text.utf8)) }

    private func rewritten(_ text: String) -> String? { value(text).map { String(decoding: $0.json, as: UTF8.self) } }

    @Test(
        "what is written is what was read",
        arguments: [
            "null", "true", "false", "0", "-0", "-1", "9223372036854775807", "18446744073709551616", "1.50", "1e400",
            "0.1000000000000000055511151231257827", "2E-7", #""""#, #""a b""#, "[]", "{}", "[null,[],{}]",
            #"{"b":1,"a":{"z":[1,2.0,"x"]},"":null}"#, #""\"\\\u0001\u001f""#, #""déjà 漢 🐳""#,
        ]
    )
    func unchanged(text: String) {
        #expect(rewritten(text) == text)
    }

    @Test("blanks and escapes are read as JSON has them")
    func escapes() {
        #expect(rewritten(" {\n\t\"a\" : [ 1 , 2 ] }\r\n ") == #"{"a":[1,2]}"#)
        #expect(value(#""\u003c\/\b\f\n\r\t\u00e9\ud83d\udc33""#) == .string("</\u{8}\u{c}\n\r\té🐳"))
        #expect(value(#""\u0000""#) == .string("\0"))
        // Two spellings of one text for Swift, two keys for everybody else.
        #expect(value("{\"\u{e9}\":1,\"e\u{301}\":2}")?.members.count == 2)
    }

    @Test(
        "what is no document is none",
        arguments: [
            "", " ", "nul", "nulll", "tru", "01", "1.", ".5", "+1", "-", "1e", "0x1", "NaN", "'a'", "\"a", "\"\\x\"",
            "\"\\u12\"", "\"\\u12g4\"", "\"\\ud83d\"", "\"\\udc33\"", "\"\\ud83d\\u0041\"", "\"a\nb\"", "[1,]", "[1 2]",
            "[",
            "[1", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "{\"a\":1",
            "1 2",
            "{}{}", "]",
        ]
    )
    func refused(text: String) {
        #expect(value(text) == nil)
    }

    @Test("bytes that are no UTF-8, and documents too deep, are refused")
    func hostile() {
        #expect(EngineValue(parsing: [0x22, 0xFF, 0x22]) == nil)
        #expect(EngineValue(parsing: [0x22, 0xC0, 0x80, 0x22]) == nil)
        #expect(EngineValue(parsing: [0xEF, 0xBB, 0xBF, 0x31]) == nil)
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(EngineValue(parsing: nested(64)) != nil)
        #expect(EngineValue(parsing: nested(65)) == nil)
        #expect(EngineValue(parsing: Array(repeating: UInt8(ascii: "["), count: 1 << 20)) == nil)
    }

    @Test("members are found, changed, added and removed in place")
    func members() {
        var object = value(#"{"a":1,"b":{"c":"x"},"d":null}"#) ?? .null
        #expect(object[key: "b"]?[key: "c"]?.text == "x")
        #expect(object[key: "a"]?.count == 1)
        #expect(object[key: "nothing"] == nil)
        #expect(EngineValue.string("a")[key: "a"] == nil)
        object[key: "a"] = .bool(true)
        object[key: "b"] = nil
        object[key: "nothing"] = nil
        object[key: "e"] = .integer(7)
        #expect(String(decoding: object.json, as: UTF8.self) == #"{"a":true,"d":null,"e":7}"#)
        var null = EngineValue.null
        null[key: "first"] = .string("")
        #expect(String(decoding: null.json, as: UTF8.self) == #"{"first":""}"#)
        #expect(value(#"["a",{"k":"b"},1]"#)?.texts == ["a", "b"])
    }

    @Test("every engine's inspect document survives unchanged, and spoilt ones are no crash")
    func documents() throws {
        var random = SplitMix(state: 7)
        for name in try FixtureFiles.names(of: "inspect") {
            let bytes = try FixtureFiles.load(name)
            let document = try #require(EngineValue(parsing: bytes), "\(name)")
            #expect(EngineValue(parsing: document.json) == document)
            for _ in 0..<40 {
                var spoilt = bytes
                spoilt[Int.random(in: 0..<spoilt.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                if let other = EngineValue(parsing: spoilt) {
                    #expect(EngineValue(parsing: other.json) == other)
                    _ = ContainerBlueprint(inspection: other)
                }
            }
        }
    }

    @Test("nothing of it shows, however it is printed")
    func printing() {
        let secret = EngineValue.object(["k": .array([.string("hunter2")])])
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }
}
