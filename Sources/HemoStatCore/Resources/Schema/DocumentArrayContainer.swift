/// The items of an array, one after another.
struct DocumentArrayContainer: UnkeyedDecodingContainer {
    let elements: [DocumentNode]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(elements: [DocumentNode], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    /// Steps on only over a null, as the protocol asks.
    mutating func decodeNil() throws -> Bool {
        guard try peek().decodeNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next { try $0.decode(type) } }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next { try $0.container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try $0.unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder { try next { $0 } }

    private mutating func next<Value>(_ take: (DocumentDecoder) throws -> Value) throws -> Value {
        let value = try take(peek())
        currentIndex += 1
        return value
    }

    private func peek() throws -> DocumentDecoder {
        guard !isAtEnd else {
            let message = "no more than \(elements.count) items"
            throw DecodingError.valueNotFound(
                DocumentNode.self,
                .init(codingPath: codingPath, debugDescription: message)
            )
        }
        return DocumentDecoder(node: elements[currentIndex], codingPath: codingPath)
    }
}
