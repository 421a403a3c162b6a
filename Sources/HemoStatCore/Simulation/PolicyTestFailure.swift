/// What was otherwise than a test expects of one container at one instant, or why the test could not be played on.
package struct PolicyTestFailure: Sendable, Equatable {
    /// In the test's document.
    package var place: TestPlace
    /// From the start of the test.
    package var at: PolicyDuration
    package var container: String
    package var cause: Cause
    /// What happened to the container until then, oldest first.
    package var trail: [SimulatedEvent]

    package enum Cause: Sendable, Equatable {
        case unmet([Mismatch])
        /// The test makes no sense from here on.
        case unplayable(String)
    }

    /// One field of an expectation.
    package struct Mismatch: Sendable, Equatable {
        package var field: String
        package var expected: String
        package var actual: String
    }
}
