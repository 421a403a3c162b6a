import HemoStatCore

/// What a document of a policy file is, by its `kind` and `apiVersion`.
enum DocumentKind {
    /// One of the kinds people write.
    case resource(ResourceSchema)
    /// Several documents in `items`: Kubernetes' `List`, or a kind's own list such as `HealthPolicyList`.
    case list

    private static let people = ResourceSchemas.all.filter { !$0.isWrittenByOperator }

    /// The words of the errors: those of a policy test belong in other files.
    private static let supported =
        (people.map(\.kind).filter { $0 != PolicyTest.kind } + ["List"]).joined(separator: ", ")
        + " (\(ResourceGroup.apiVersion))"

    /// Reads `kind` and `apiVersion`.
    ///
    /// Throws when they name nothing people may write.
    init(of document: DocumentNode) throws(DocumentFailure) {
        guard case .object = document.value else {
            let message = "expected an object with apiVersion and kind, found \(document.value.summary)"
            throw DocumentFailure(message, path: document.path, at: document.position)
        }
        let kind = try Self.required("kind", in: document)
        let apiVersion = try Self.required("apiVersion", in: document)
        guard let name = kind.text, let known = Self.known(name) else { throw Self.unknown(kind) }
        let versions = name == "List" ? ["v1", ResourceGroup.apiVersion] : [ResourceGroup.apiVersion]
        guard let version = apiVersion.text, versions.contains(version) else {
            let wanted = versions.map { "\"\($0)\"" }.joined(separator: " or ")
            let message = "expected \(wanted) for kind \(name), found \(apiVersion.value.summary)"
            throw DocumentFailure(message, path: apiVersion.path, at: apiVersion.position)
        }
        self = known
    }

    private static func known(_ name: String) -> DocumentKind? {
        if name == "List" || people.contains(where: { "\($0.kind)List" == name }) { return .list }
        return people.first { $0.kind == name }.map(DocumentKind.resource)
    }

    private static func unknown(_ kind: DocumentNode) -> DocumentFailure {
        if let name = kind.text, ResourceSchemas.schema(ofKind: name) != nil {
            let message = "kind \(name) is written by the operator, not by people; supported: \(supported)"
            return DocumentFailure(message, path: kind.path, at: kind.position)
        }
        let words = people.map(\.kind) + ["List"] + people.map { "\($0.kind)List" }
        let guess = kind.text.flatMap { Suggestion.nearest(to: $0, among: words) }
        let help = guess.map { "did you mean \"\($0)\"?" } ?? "supported: \(supported)"
        return DocumentFailure("unknown kind \(kind.value.summary); \(help)", path: kind.path, at: kind.position)
    }

    private static func required(_ field: String, in document: DocumentNode) throws(DocumentFailure) -> DocumentNode {
        if let node = document[field] { return node }
        let path = DocumentNode.path(document.path, member: field)
        throw DocumentFailure("required field is missing; supported: \(supported)", path: path, at: document.position)
    }
}
