/// One line of what happened to a container in a policy test.
package struct SimulatedEvent: Sendable, Equatable {
    /// From the start of the test.
    package var at: PolicyDuration
    package var kind: Kind
    /// A word or two: the phase, the rule, the gate, the action.
    package var subject: String
    package var message: String

    package enum Kind: String, Sendable, CaseIterable {
        /// The test said so.
        case change = "Change"
        case phase = "Phase"
        case diagnosis = "Diagnosis"
        /// A gate denies besides the one a hold is named after.
        case denial = "Denial"
        case action = "Action"
        /// How the proof of an action came out.
        case verification = "Verification"
    }
}
