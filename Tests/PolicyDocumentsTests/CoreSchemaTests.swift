import HemoStatCore
import Testing

@testable import PolicyDocuments

/// YAML 1.2's core schema, and what it leaves out on purpose.
@Suite struct CoreSchemaTests {
    @Test("nothing", arguments: ["", "~", "null", "Null", "NULL"])
    func null(text: String) throws { #expect(try CoreSchema.value(ofPlain: text) == .null) }

    @Test(
        "true and false",
        arguments: [
            ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false),
        ]
    )
    func booleans(text: String, flag: Bool) throws { #expect(try CoreSchema.value(ofPlain: text) == .bool(flag)) }

    @Test(
        "integers",
        arguments: [
            ("0", 0), ("-0", 0), ("+12", 12), ("-12", -12), ("012", 12), ("0o17", 15), ("0o0", 0), ("0xff", 255),
            ("0xFF", 255), ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
        ]
    )
    func integers(text: String, number: Int64) throws {
        #expect(try CoreSchema.value(ofPlain: text) == .integer(number))
    }

    @Test(
        "numbers",
        arguments: [
            ("1.5", 1.5), ("-1.5", -1.5), ("+1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("1.", 1), ("1e3", 1000),
            ("1E3", 1000), ("1e+3", 1000), ("1e-3", 0.001), ("1.5e3", 1500), ("1.e3", 1000), (".5e1", 5), ("0.0", 0),
        ]
    )
    func numbers(text: String, number: Double) throws {
        #expect(try CoreSchema.value(ofPlain: text) == .number(number))
    }

    @Test(
        "everything else is text",
        arguments: [
            "on", "off", "yes", "no", "y", "n", "tRUE", "nULL", "2024-05-01", "2024-05-01T10:00:00Z", "12:30:45",
            "1_000",
            "0b11", "0o", "0o8", "0x", "0xg", "-0x10", "0o-7", "+", "-", ".", "..", "e3", "1e", "1e+", "1.2.3", "1.5s",
            "85%", "5m", "--1", "+-1", "1 2", "inf", "nan", "NaN", "Infinity", ".infinity", "=", "<<", "０",
        ]
    )
    func texts(text: String) throws { #expect(try CoreSchema.value(ofPlain: text) == .string(text)) }

    @Test(
        "what JSON has no word for is refused",
        arguments: [
            ".inf", ".Inf", ".INF", "-.inf", "+.INF", ".nan", ".NaN", ".NAN", "9223372036854775808",
            "-9223372036854775809", "0xFFFFFFFFFFFFFFFF", "0o7777777777777777777777", "1e999", "-1e999",
        ]
    )
    func refused(text: String) {
        let error = #expect(throws: CoreSchema.Unsuitable.self) { try CoreSchema.value(ofPlain: text) }
        #expect(error?.message.hasSuffix("; quote it to make it text") == true)
    }

    @Test(
        "quotes, blocks and tags",
        arguments: [
            ("'5'", DocumentNode.Value.string("5")), ("\"true\"", .string("true")), ("\"\"", .string("")),
            ("|\n  5\n", .string("5\n")), (">-\n  a\n  b\n", .string("a b")),
            ("\"a\\tb\\u00e9\\/\"", .string("a\tbé/")),
            ("'it''s'", .string("it's")), ("a\n  b\n\n  c\n", .string("a b\nc")), ("! 5", .string("5")),
            ("!!str 5", .string("5")), ("!!str", .string("")), ("!!int '5'", .integer(5)), ("!!float 5", .number(5)),
            ("!!float 5.5", .number(5.5)), ("!!bool 'true'", .bool(true)), ("!!null ''", .null),
            ("!<tag:yaml.org,2002:int> 7", .integer(7)),
        ]
    )
    func tagged(text: String, value: DocumentNode.Value) {
        let read = YAMLText.documents("a: \(text)").first
        #expect(read?.diagnostics == [])
        #expect(read?.node?["a"]?.value == value)
    }

    @Test("lists and objects may carry their own tags", arguments: ["!!seq [!!map {b: 1}]", "! [! {b: 1}]"])
    func taggedCollections(text: String) {
        #expect(YAMLText.documents("a: \(text)").map { $0.node?.outline } == ["{a: [{b: 1}]}"])
        #expect(YAMLText.problems("a: \(text)") == [])
    }

    @Test(
        "tags that mean something else are refused",
        arguments: [
            ("!!binary aGk=", "the tag \"!!binary\" is not supported"),
            ("!mine 5", "the tag \"!mine\" is not supported"),
            ("!!timestamp 2024-05-01", "the tag \"!!timestamp\" is not supported"), ("!!int x", "\"x\" is no !!int"),
            ("!!bool yes", "\"yes\" is no !!bool"), ("!!map 5", "the tag \"!!map\" is not supported"),
            ("!!set {a: 1}", "the tag \"!!set\" is not supported here"),
            ("!!map [a]", "the tag \"!!map\" is not supported here"),
        ]
    )
    func foreignTags(text: String, message: String) {
        #expect(YAMLText.problems("a: \(text)") == ["1:4: a: \(message)"])
    }
}
