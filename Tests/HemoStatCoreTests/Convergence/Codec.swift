import FoundationEssentials

/// Through JSON and back, as records travel.
enum Codec {
    static func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }
}
