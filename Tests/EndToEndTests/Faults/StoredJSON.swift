import FoundationEssentials

/// JSON as the operator writes it to Redis, to Slack and to its status.
enum StoredJSON {
    static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Sequence<UInt8>) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
