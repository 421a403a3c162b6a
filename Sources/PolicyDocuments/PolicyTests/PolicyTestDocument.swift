package import HemoStatCore

/// One document of a test file: the test, or why it was refused.
package struct PolicyTestDocument: Sendable, Equatable {
    package let file: String
    /// Of its name where it has one.
    package let position: SourcePosition
    /// Its name, or as much as can be said of it.
    package let name: String
    /// Nil for what was refused.
    package let test: PolicyTest?
    package let diagnostics: [Diagnostic]
    /// With the places of everything that was written.
    private let document: DocumentNode?

    init(_ test: PolicyTest, _ document: DocumentNode, at position: SourcePosition, _ diagnostics: [Diagnostic]) {
        file = position.file
        self.position = position
        name = test.name
        self.test = test
        self.diagnostics = diagnostics
        self.document = document
    }

    /// What was refused.
    init(refused name: String?, at position: SourcePosition, _ diagnostics: [Diagnostic]) {
        file = position.file
        self.position = position
        self.name = name ?? "document in line \(position.line)"
        test = nil
        self.diagnostics = diagnostics
        document = nil
    }

    /// Where one of its policies is named.
    func position(ofPolicy index: Int) -> SourcePosition {
        let names = document?["policies"]?.elements ?? []
        return names.indices.contains(index) ? names[index].position ?? position : position
    }

    /// Where something of the timeline is written, as near as its text tells.
    package func position(of place: TestPlace) -> SourcePosition {
        let moments = document?["timeline"]?.elements ?? []
        guard moments.indices.contains(place.moment) else { return position }
        let moment = moments[place.moment]
        var found = moment.position ?? position
        var node: DocumentNode? = moment
        for key in [place.part?.rawValue, place.container, place.field].compactMap({ $0 }) {
            guard let member = node?.members.first(where: { $0.key == key }) else { break }
            found = member.keyPosition ?? member.value.position ?? found
            node = member.value
        }
        return found
    }
}
