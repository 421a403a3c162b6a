package import HemoStatCore

/// What files of policies hold: the good ones, the refused ones, and why.
package struct PolicyLoad: Sendable, Equatable {
    /// In the order of the files and of the documents in them; names are unique.
    package private(set) var loaded: [LoadedPolicy] = []
    /// Documents of other kinds; names are unique within a kind.
    package private(set) var others: [LoadedResource] = []
    package private(set) var refused: [RefusedDocument] = []
    package private(set) var diagnostics: [Diagnostic] = []
    /// Whether a file held nothing at all: it may be one that is being saved.
    package private(set) var hasEmptyFile = false
    /// Where each kind and name was defined first.
    private var places: [String: SourcePosition] = [:]

    package init() {}

    package var policies: [HealthPolicy] { loaded.map(\.policy) }
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The first document of a kind and name wins; each further one is refused, naming both places.
    mutating func accept(_ policy: HealthPolicy, at position: SourcePosition) {
        guard claim(HealthPolicy.kind, policy.name, at: position) else { return }
        loaded.append(LoadedPolicy(policy: policy, position: position))
    }

    mutating func accept(_ resource: LoadedResource) {
        guard claim(resource.kind, resource.name, at: resource.position) else { return }
        others.append(resource)
    }

    private mutating func claim(_ kind: String, _ name: String, at position: SourcePosition) -> Bool {
        let identity = "\(kind)/\(name)"
        guard let first = places[identity] else {
            places[identity] = position
            return true
        }
        let message = "\(kind) \"\(name)\" is already defined at \(first)"
        let diagnostic = Diagnostic(message, path: "metadata.name", position: position)
        refuse(RefusedDocument(file: position.file, position: position, name: name), [diagnostic])
        return false
    }

    mutating func refuse(_ document: RefusedDocument, _ diagnostics: [Diagnostic]) {
        refused.append(document)
        note(diagnostics)
    }

    mutating func note(_ diagnostics: [Diagnostic]) { self.diagnostics += diagnostics }

    mutating func noteEmptyFile(_ file: String) {
        hasEmptyFile = true
        let start = SourcePosition(file: file, line: 1, column: 1)
        note([Diagnostic("there is no document in this file", severity: .warning, position: start)])
    }

    /// Adds what other files hold.
    package mutating func merge(_ other: PolicyLoad) {
        note(other.diagnostics)
        refused += other.refused
        hasEmptyFile = hasEmptyFile || other.hasEmptyFile
        for entry in other.loaded { accept(entry.policy, at: entry.position) }
        for entry in other.others { accept(entry) }
    }

    /// What is said and not acted by yet; to be called once, when all are there.
    package mutating func noteUnused() {
        for entry in loaded {
            for note in UnusedSettings.notes(on: entry.policy) {
                self.note([Diagnostic(note.message, severity: .warning, path: note.path, position: entry.position)])
            }
        }
        for other in others where [AlertRoute.kind, GitSource.kind].contains(other.kind) {
            let message = "\(other.kind) \"\(other.name)\" is valid, and this version does nothing by it yet"
            note([Diagnostic(message, severity: .warning, path: "kind", position: other.position)])
        }
    }

    /// What is wrong between documents that are each in order; to be called once, when all are there.
    package mutating func noteOverlaps() {
        for finding in PolicyOverlap.findings(among: policies) {
            guard let place = places["\(HealthPolicy.kind)/\(finding.loser)"] else { continue }
            let message =
                "it never comes into force: policy \"\(finding.winner)\" has the same selector, is stronger and has"
                + " expectations of the same names; raise this one's priority or rename its expectations"
            note([Diagnostic(message, severity: .warning, path: "spec.priority", position: place)])
        }
    }
}
