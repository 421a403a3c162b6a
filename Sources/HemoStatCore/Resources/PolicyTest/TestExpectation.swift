/// What must be true of a container at an instant; what is not named is not looked at.
package struct TestExpectation: Sendable, Equatable, Codable {
    /// `None` when there is no episode.
    package var phase: TestPhase?
    /// Of the phase, a reason code: `Cooldown`, `StepsExhausted`, ….
    package var reason: String?
    /// The last action; `none` when there was none.
    package var action: String?
    /// How many actions there have been since the test began.
    package var actions: Int?
    /// The policy and the ladder's step (counted from 1) of the last action.
    package var policy: String?
    package var step: Int?
    /// The expectations that fired and do not hold, in any order.
    package var firing: [String]?
    package var state: TestState?
    /// From the start of the test.
    package var nextEligible: PolicyDuration?

    package init() {}
}
