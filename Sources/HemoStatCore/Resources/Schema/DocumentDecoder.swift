/// Decodes a value of a document.
///
/// Strict: no number becomes text, no text a number, null is absent and nothing else.
struct DocumentDecoder: Decoder {
    let node: DocumentNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func decode<Value: Decodable>(_ type: Value.Type, from node: DocumentNode) throws -> Value {
        try DocumentDecoder(node: node, codingPath: []).decode(type)
    }

    func container<Key: CodingKey>(keyedBy _: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = node.value else { throw mismatch([String: String].self) }
        return KeyedDecodingContainer(DocumentObjectContainer(members: members, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = node.value else { throw mismatch([String].self) }
        return DocumentArrayContainer(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension DocumentDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { node.value == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let scalar = DocumentScalars.byType[ObjectIdentifier(type)] else { return try Value(from: self) }
        guard let value = scalar.value(of: node.value) as? Value else { throw mismatch(type) }
        return value
    }

    private func mismatch(_ type: any Any.Type) -> DecodingError {
        let message = "\(node.path): expected \(type), found \(node.value.summary)"
        return .typeMismatch(type, .init(codingPath: codingPath, debugDescription: message))
    }
}
