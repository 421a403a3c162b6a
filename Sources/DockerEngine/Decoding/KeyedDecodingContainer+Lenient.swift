/// Fields as engines really send them: missing, `null`, a number as a string, an object instead of a list.
///
/// A field of another type than expected reads as absent; what must be there is checked by the type that needs it.
extension KeyedDecodingContainer {
    /// A string, or `nil`.
    func text(_ key: Key) -> String? {
        try? decodeIfPresent(String.self, forKey: key)
    }

    /// A boolean (also `"true"`, `1`), or `nil`.
    func flag(_ key: Key) -> Bool? {
        if let flag = try? decodeIfPresent(Bool.self, forKey: key) { return flag }
        guard contains(key) else { return nil }
        switch text(key) {
        case "true": return true
        case "false": return false
        default: return integer(key).map { $0 != 0 }
        }
    }

    /// A whole number (also as a string or with a fraction), clamped to 64 bits, or `nil`.
    func integer(_ key: Key) -> Int64? {
        if let number = try? decodeIfPresent(Int64.self, forKey: key) { return number }
        guard contains(key) else { return nil }
        if let number = try? decode(Double.self, forKey: key) {
            return Int64(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min : .max)
        }
        return text(key).flatMap { Int64($0) }
    }

    /// A count of at least zero (also as a string or with a fraction), clamped to 64 bits, or `nil` (also for a
    /// negative number: engines use -1 for "not known").
    func count(_ key: Key) -> UInt64? {
        if let number = try? decodeIfPresent(UInt64.self, forKey: key) { return number }
        guard contains(key) else { return nil }
        if let number = try? decode(Double.self, forKey: key) {
            guard number >= 0 else { return nil }
            return UInt64(exactly: number.rounded(.towardZero)) ?? .max
        }
        return text(key).flatMap { UInt64($0) }
    }

    /// A nested object, or `nil`.
    func object<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
        try? decodeIfPresent(type, forKey: key)
    }

    /// A list, empty for `null` or anything else; elements that do not decode are left out.
    func list<Value: Decodable>(of type: Value.Type, _ key: Key) -> [Value] {
        (try? decodeIfPresent([Lossy<Value>].self, forKey: key))?.compactMap(\.value) ?? []
    }

    /// A dictionary, empty for `null` or anything else; values that do not decode are left out.
    func dictionary<Value: Decodable>(of type: Value.Type, _ key: Key) -> [String: Value] {
        (try? decodeIfPresent([String: Lossy<Value>].self, forKey: key))?.compactMapValues(\.value) ?? [:]
    }
}

/// A value that may fail to decode without failing what holds it.
private struct Lossy<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) throws {
        value = try? Value(from: decoder)
    }
}
