import HemoStatCore

@testable import PolicyDocuments

/// Short ways to read YAML and to look at what came of it.
enum YAMLText {
    static func documents(_ text: String) -> [ParsedDocument] {
        YAMLReader.documents(in: Array(text.utf8), file: "f.yaml")
    }

    /// The only document's value; nil with a problem or with more documents.
    static func value(_ text: String) -> DocumentNode.Value? {
        let documents = documents(text)
        guard documents.count == 1, documents[0].diagnostics.isEmpty else { return nil }
        return documents[0].node?.value
    }

    /// `line:column: path: message` of every problem.
    static func problems(_ text: String) -> [String] { documents(text).flatMap(\.diagnostics).map(brief) }

    static func load(_ text: String, file: String = "f.yaml") -> PolicyLoad {
        PolicyLoader.load(Array(text.utf8), file: file)
    }

    static func brief(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.position.map { "\($0.line):\($0.column): " } ?? ""
        return place + (diagnostic.path.isEmpty ? "" : "\(diagnostic.path): ") + diagnostic.message
    }

    /// A valid policy of a name.
    static func policy(_ name: String) -> String {
        """
        apiVersion: hemostat.dev/v1
        kind: HealthPolicy
        metadata: {name: \(name)}
        spec:
          selector: {}
          expectations: [{name: up, state: {is: Running}}]

        """
    }
}

extension DocumentNode {
    /// Compact JSON-like spelling, for comparing trees.
    var outline: String {
        switch value {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): Diagnostic.quote(text)
        case .array(let items): "[\(items.map(\.outline).joined(separator: ", "))]"
        case .object(let members): "{\(members.map { "\($0.key): \($0.value.outline)" }.joined(separator: ", "))}"
        }
    }
}
