/// Filters of a list or of events: any of a key's values, all of the keys.
///
/// Keys used here: `name`, `id`, `label`, `status`, `health` (list); `container`, `label`, `image` (events).
package struct EngineFilters: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    package private(set) var values: [String: [String]] = [:]

    package init() {}

    package init(dictionaryLiteral elements: (String, [String])...) {
        for (key, values) in elements { self.values[key, default: []] += values }
    }

    package mutating func add(_ key: String, _ value: String) {
        values[key, default: []].append(value)
    }

    package var isEmpty: Bool { values.isEmpty }

    /// The JSON of the `filters` parameter, keys sorted.
    var json: String {
        let members = values.sorted { $0.key < $1.key }.map { key, values in
            "\(Self.quoted(key)):[\(values.map(Self.quoted).joined(separator: ","))]"
        }
        return "{\(members.joined(separator: ","))}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case let control where control.value < 0x20:
                let digits = String(control.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
