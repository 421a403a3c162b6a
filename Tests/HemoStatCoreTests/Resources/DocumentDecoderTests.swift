import Testing

@testable import HemoStatCore

@Suite struct DocumentDecoderTests {
    private struct Shapes: Decodable, Equatable {
        struct Inner: Decodable, Equatable {
            var text: String
        }

        var flag: Bool
        var small: Int32
        var ratio: Double
        var absent: String?
        var null: String?
        var list: [[Int]]
        var map: [String: Inner]
    }

    @Test("decodes every shape a document has")
    func shapes() throws {
        let node = DocumentNode.object([
            ("flag", DocumentNode(.bool(true))), ("small", -3), ("ratio", 2), ("null", DocumentNode(.null)),
            ("list", .list([.list([1, 2]), .list([])])), ("map", .object([("a/b", .object([("text", "x")]))])),
        ])
        let value = try DocumentDecoder.decode(Shapes.self, from: node)
        let expected = Shapes(
            flag: true,
            small: -3,
            ratio: 2,
            absent: nil,
            null: nil,
            list: [[1, 2], []],
            map: ["a/b": .init(text: "x")]
        )
        #expect(value == expected)
    }

    @Test("never turns one type into another, and names the place")
    func strict() throws {
        let node = DocumentNode.object([("n", "1")]).placed()
        let error = #expect(throws: DecodingError.self) { try DocumentDecoder.decode([String: Int].self, from: node) }
        #expect("\(try #require(error))".contains("n: expected Int, found \"1\""))
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode(Int32.self, from: 3_000_000_000) }
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode(UInt64.self, from: -1) }
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode(Int.self, from: DocumentNode(.number(1))) }
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode(String.self, from: 1) }
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode(Bool.self, from: "true") }
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode([Int].self, from: .object([("a", 1)])) }
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode([String: Int].self, from: .list([1])) }
        #expect(throws: DecodingError.self) { try DocumentDecoder.decode(HealthPolicy.self, from: .object([("a", 1)])) }
    }
}
