/// A kind or one of its fields in words, laid out as `kubectl explain` lays it out.
package struct Explanation: Sendable {
    let schema: ResourceSchema
    /// Nil for the kind itself.
    let field: SchemaField?
    let isRecursive: Bool

    /// Looks a path up: `healthpolicy.spec.remediation.budget`.
    ///
    /// It begins with a kind by any of its names. Items of lists and values of maps have no place in it: what follows the
    /// name of a list is a field of its items (`spec.expectations.http`, and `spec.expectations[0].http` too).
    ///
    /// - Throws: When there is no such kind or field.
    package init(_ path: String, isRecursive: Bool = false) throws(ExplanationError) {
        let words = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let (schema, count) = try Self.kind(words)
        var field: SchemaField?
        var type = ValueType.object(schema.root)
        for (index, word) in words.enumerated().dropFirst(count) {
            let name = String(word.prefix { $0 != "[" })
            let found = try Self.field(name, of: type, named: words[..<index].joined(separator: "."))
            field = found
            type = found.type
        }
        self.schema = schema
        self.field = field
        self.isRecursive = isRecursive
    }

    /// The kind a path begins with, and how many words its name takes: `healthpolicies.hemostat.dev` has three.
    private static func kind(_ words: [String]) throws(ExplanationError) -> (ResourceSchema, Int) {
        for count in stride(from: min(words.count, 4), through: 1, by: -1) {
            let name = words[..<count].joined(separator: ".")
            if let schema = ResourceSchemas.schema(named: name) { return (schema, count) }
        }
        let names = ResourceSchemas.all.flatMap { [$0.singular, $0.plural] + $0.shortNames }
        let help =
            Suggestion.nearest(to: words[0], among: names).map { "did you mean \"\($0)\"?" }
            ?? "there are \(ResourceSchemas.all.map(\.singular).joined(separator: ", "))"
        throw ExplanationError(description: "no kind is named \(Diagnostic.quote(words[0])); \(help)")
    }

    private static func field(
        _ name: String,
        of type: ValueType,
        named path: String
    ) throws(ExplanationError) -> SchemaField {
        let shown = Diagnostic.quote(name)
        guard let schema = type.innermostObject else {
            throw ExplanationError(description: "\(path) is <\(type.kubectlName)> and has no field \(shown)")
        }
        if let field = schema.field(named: name) { return field }
        let names = schema.fields.map(\.name)
        guard !names.isEmpty else {
            throw ExplanationError(description: "\(path) is always {} and has no field \(shown)")
        }
        let help =
            Suggestion.nearest(to: name, among: names).map { "did you mean \"\($0)\"?" }
            ?? "it has \(names.joined(separator: ", "))"
        throw ExplanationError(description: "\(path) has no field \(shown); \(help)")
    }
}

extension ValueType {
    /// The object itself, or the one that a list's items or a map's values are.
    var innermostObject: ObjectSchema? {
        switch self {
        case .object(let schema): schema
        case .list(let element, _, _): element.innermostObject
        case .map(_, let values): values.innermostObject
        default: nil
        }
    }

    /// As kubectl calls a type: `[]Object`, `map[string]string`.
    package var kubectlName: String {
        switch self {
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .text, .choice, .duration, .signedDuration, .timestamp, .percentage: "string"
        case .quantity: "Quantity"
        case .countOrPercentage: "IntOrString"
        case .list(let element, _, _): "[]\(element.kubectlName)"
        case .map(_, let values): "map[string]\(values.kubectlName)"
        case .object: "Object"
        }
    }
}
