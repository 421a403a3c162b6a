package import HemoStatCore

/// How one document of a test file came out.
package struct PolicyTestOutcome: Sendable, Equatable {
    package let document: PolicyTestDocument
    /// Why it could not be run: of the document itself, or of a policy it names.
    package let problems: [Diagnostic]
    package let failures: [PolicyTestFailure]
    /// How often containers were reconciled.
    package let reconciles: Int

    init(_ document: PolicyTestDocument, problems: [Diagnostic]) {
        self.document = document
        self.problems = problems
        (failures, reconciles) = ([], 0)
    }

    init(_ document: PolicyTestDocument, _ result: PolicyTestResult) {
        self.document = document
        problems = []
        (failures, reconciles) = (result.failures, result.reconciles)
    }

    package var hasPassed: Bool { problems.isEmpty && failures.isEmpty }
}
