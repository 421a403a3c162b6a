import HemoStatCore

/// The kinds of document a policy file may hold.
enum DocumentKind {
    case healthPolicy
    /// Several documents in `items`: Kubernetes' `List`, or a kind's own list such as `HealthPolicyList`.
    case list
    /// A policy test, which is not for the operator.
    case policyTest

    /// By the `kind` people write: what it is, and under which `apiVersion`s.
    private static let known: [String: (kind: DocumentKind, apiVersions: [String])] = [
        HealthPolicy.kind: (.healthPolicy, [HealthPolicy.apiVersion]),
        "\(HealthPolicy.kind)List": (.list, [HealthPolicy.apiVersion]),
        "List": (.list, ["v1", HealthPolicy.apiVersion]),
        "PolicyTest": (.policyTest, [HealthPolicy.apiVersion]),
    ]

    private static let supported = "\(HealthPolicy.kind) (\(HealthPolicy.apiVersion)), List (v1)"

    /// Reads `kind` and `apiVersion`.
    ///
    /// Throws when they name nothing we know.
    init(of document: DocumentNode) throws(DocumentFailure) {
        guard case .object = document.value else {
            let message = "expected an object with apiVersion and kind, found \(document.value.summary)"
            throw DocumentFailure(message, path: document.path, at: document.position)
        }
        let kind = try Self.required("kind", in: document)
        let apiVersion = try Self.required("apiVersion", in: document)
        guard let name = kind.text, let known = Self.known[name] else {
            let guess = kind.text.flatMap { Suggestion.nearest(to: $0, among: Self.known.keys.sorted()) }
            let help = guess.map { "did you mean \"\($0)\"?" } ?? "supported: \(Self.supported)"
            throw DocumentFailure("unknown kind \(kind.value.summary); \(help)", path: kind.path, at: kind.position)
        }
        guard let version = apiVersion.text, known.apiVersions.contains(version) else {
            let wanted = known.apiVersions.map { "\"\($0)\"" }.joined(separator: " or ")
            let message = "expected \(wanted) for kind \(name), found \(apiVersion.value.summary)"
            throw DocumentFailure(message, path: apiVersion.path, at: apiVersion.position)
        }
        self = known.kind
    }

    private static func required(_ field: String, in document: DocumentNode) throws(DocumentFailure) -> DocumentNode {
        if let node = document[field] { return node }
        let path = DocumentNode.path(document.path, member: field)
        throw DocumentFailure("required field is missing; supported: \(supported)", path: path, at: document.position)
    }
}
