@testable import HemoStatCore

/// As much of JSON Schema as the generated schemas use; an unknown keyword is an error.
///
/// Formats are not looked at, as most readers do.
final class JSONSchemaChecker {
    struct UnknownKeyword: Error { let keyword: String }

    private let root: JSONValue
    /// Whether an object refuses members it does not know though the schema does not say so, as Kubernetes does.
    private let isStrict: Bool
    private var patterns: [String: Regex<AnyRegexOutput>] = [:]

    init(root: JSONValue, isStrict: Bool = false) {
        self.root = root
        self.isStrict = isStrict
    }

    func accepts(_ value: JSONValue, _ schema: JSONValue) throws -> Bool {
        guard case .object(let rules) = schema else { return schema != false }
        for rule in rules.members where try !holds(rule.key, rule.value, for: value, among: rules) { return false }
        let saysNothing = rules["type"] == "object" && rules["additionalProperties"] == nil
        guard isStrict, saysNothing, case .object(let object) = value else { return true }
        return object.members.allSatisfy { rules["properties"]?[$0.key] != nil }
    }

    private func holds(
        _ keyword: String,
        _ rule: JSONValue,
        for value: JSONValue,
        among rules: JSONObject
    ) throws -> Bool {
        switch keyword {
        case "type":
            return rule.elements.isEmpty ? Self.isType(rule, value) : rule.elements.contains { Self.isType($0, value) }
        case "enum": return rule.elements.contains(value)
        case "const": return rule == value
        case "required": return rule.elements.allSatisfy { value.isNoObject || value[Self.text($0)] != nil }
        case "minimum": return value.double.map { $0 >= (rule.double ?? 0) } ?? true
        case "maximum": return value.double.map { $0 <= (rule.double ?? 0) } ?? true
        case "minLength": return value.count.map { Double($0) >= (rule.double ?? 0) } ?? true
        case "maxLength": return value.count.map { Double($0) <= (rule.double ?? 0) } ?? true
        case "minItems": return value.isNoArray || Double(value.elements.count) >= (rule.double ?? 0)
        case "maxItems": return value.isNoArray || Double(value.elements.count) <= (rule.double ?? 0)
        case "pattern": return try matches(Self.text(rule), value)
        case "items": return try value.elements.allSatisfy { try accepts($0, rule) }
        case "properties":
            return try value.members.allSatisfy { member in
                try rule[member.key].map { try accepts(member.value, $0) } ?? true
            }
        case "additionalProperties":
            let known = rules["properties"]
            return try value.members.allSatisfy { try known?[$0.key] != nil || accepts($0.value, rule) }
        case "propertyNames": return try value.members.allSatisfy { try accepts(.string($0.key), rule) }
        case "oneOf": return try rule.elements.count { try accepts(value, $0) } == 1
        case "anyOf": return try rule.elements.contains { try accepts(value, $0) }
        case "allOf": return try rule.elements.allSatisfy { try accepts(value, $0) }
        case "if": return try !accepts(value, rule) || accepts(value, rules["then"] ?? true)
        case "$ref": return try accepts(value, resolve(Self.text(rule)))
        case "then", "description", "default", "format", "$schema", "title", "definitions": return true
        case _ where keyword.hasPrefix("x-kubernetes-"): return true
        default: throw UnknownKeyword(keyword: keyword)
        }
    }

    private func resolve(_ reference: String) throws -> JSONValue {
        let path = reference.split(separator: "/").dropFirst().map(String.init)
        return try path.reduce(root) { value, key in
            guard let next = value[key] else { throw UnknownKeyword(keyword: reference) }
            return next
        }
    }

    private func matches(_ pattern: String, _ value: JSONValue) throws -> Bool {
        guard case .string(let text) = value else { return true }
        let regex = try patterns[pattern] ?? Regex(pattern).matchingSemantics(.unicodeScalar)
        patterns[pattern] = regex
        return try regex.wholeMatch(in: text) != nil
    }

    private static func text(_ value: JSONValue) -> String {
        guard case .string(let text) = value else { return "" }
        return text
    }

    private static func isType(_ type: JSONValue, _ value: JSONValue) -> Bool {
        switch (text(type), value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null),
            ("integer", .integer), ("number", .integer), ("number", .number):
            true
        default: false
        }
    }
}

extension JSONValue {
    fileprivate var members: [JSONObject.Member] {
        guard case .object(let object) = self else { return [] }
        return object.members
    }

    fileprivate var isNoObject: Bool { if case .object = self { false } else { true } }
    fileprivate var isNoArray: Bool { if case .array = self { false } else { true } }

    fileprivate var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// In code points, as JSON Schema counts.
    fileprivate var count: Int? {
        guard case .string(let text) = self else { return nil }
        return text.unicodeScalars.count
    }
}
