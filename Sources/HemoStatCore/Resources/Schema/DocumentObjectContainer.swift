/// The members of an object, by the keys of the type that is being decoded.
struct DocumentObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [DocumentNode.Member]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { index(of: key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        DocumentDecoder(node: DocumentNode(.object(members)), codingPath: codingPath)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: Key) throws -> DocumentDecoder {
        guard let index = index(of: key) else {
            let message = "no member \"\(key.stringValue)\""
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: message))
        }
        // The node knows its own path; a coding path would be an allocation for each value.
        return DocumentDecoder(node: members[index].value, codingPath: [])
    }

    /// Looks at keys only: a member is costly to copy.
    private func index(of key: Key) -> Int? {
        let name = key.stringValue
        for index in members.indices where members[index].key == name { return index }
        return nil
    }
}
