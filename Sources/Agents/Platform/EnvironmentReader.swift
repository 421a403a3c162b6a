/// Settings from the environment: absent is nil, what does not parse is an error naming the variable.
package struct EnvironmentReader: Sendable {
    private let variables: [String: String]

    package init(_ variables: [String: String]) { self.variables = variables }

    /// The text of a variable; an empty one counts as unset.
    package func text(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

    package func integer(_ name: String, in range: ClosedRange<Int>) throws(EnvironmentError) -> Int? {
        guard let text = text(name) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw EnvironmentError(name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    package func number(_ name: String, in range: ClosedRange<Double>) throws(EnvironmentError) -> Double? {
        guard let text = text(name) else { return nil }
        guard let value = Double(text), range.contains(value) else {
            throw EnvironmentError(name, expected: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// `true`, `false`, `1`, `0`, `yes`, `no`, in any case.
    package func flag(_ name: String) throws(EnvironmentError) -> Bool? {
        switch text(name)?.lowercased() {
        case nil: return nil
        case "true", "1", "yes": return true
        case "false", "0", "no": return false
        default: throw EnvironmentError(name, expected: "true or false")
        }
    }

    /// One of the raw values of `Value`, in any case.
    package func word<Value: RawRepresentable & CaseIterable>(
        _ name: String,
        _ type: Value.Type = Value.self
    ) throws(EnvironmentError) -> Value? where Value.RawValue == String {
        guard let text = text(name) else { return nil }
        let value = Value.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        guard let value else {
            throw EnvironmentError(name, expected: Value.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return value
    }
}
