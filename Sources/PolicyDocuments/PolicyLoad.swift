package import HemoStatCore

/// What files of policies hold: the good ones, the refused ones, and why.
package struct PolicyLoad: Sendable, Equatable {
    /// In the order of the files and of the documents in them; names are unique.
    package private(set) var loaded: [LoadedPolicy] = []
    package private(set) var refused: [RefusedDocument] = []
    package private(set) var diagnostics: [Diagnostic] = []
    private var indexByName: [String: Int] = [:]

    package init() {}

    package var policies: [HealthPolicy] { loaded.map(\.policy) }
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The first policy of a name wins; each further one is refused, naming both places.
    mutating func accept(_ policy: HealthPolicy, at position: SourcePosition) {
        if let index = indexByName[policy.name] {
            let message = "HealthPolicy \"\(policy.name)\" is already defined at \(loaded[index].position)"
            let diagnostic = Diagnostic(message, path: "metadata.name", position: position)
            refuse(RefusedDocument(file: position.file, position: position, name: policy.name), [diagnostic])
        } else {
            indexByName[policy.name] = loaded.count
            loaded.append(LoadedPolicy(policy: policy, position: position))
        }
    }

    mutating func refuse(_ document: RefusedDocument, _ diagnostics: [Diagnostic]) {
        refused.append(document)
        note(diagnostics)
    }

    mutating func note(_ diagnostics: [Diagnostic]) { self.diagnostics += diagnostics }

    /// Adds what other files hold.
    package mutating func merge(_ other: PolicyLoad) {
        note(other.diagnostics)
        refused += other.refused
        for entry in other.loaded { accept(entry.policy, at: entry.position) }
    }
}
