/// What a person answered to a step that waits for approval.
///
/// It binds episode, step, run and generation of the policy: of anything else it says nothing.
package struct Approval: Sendable, Equatable, Codable {
    package var episode: String
    package var policy: String
    package var policyGeneration: Int64
    /// Index in the policy's ladder.
    package var step: Int
    /// Of the run the person looked at.
    package var startedAt: Timestamp?
    package var isApproved: Bool
    /// Who said so.
    package var by: String
    package var at: Timestamp

    /// How long an approval stands.
    package static let validity = PolicyDuration.hours(1)

    package init(
        episode: String,
        policy: String,
        policyGeneration: Int64,
        step: Int,
        startedAt: Timestamp?,
        isApproved: Bool,
        by person: String,
        at instant: Timestamp
    ) {
        self.episode = episode
        self.policy = policy
        self.policyGeneration = policyGeneration
        self.step = step
        self.startedAt = startedAt
        self.isApproved = isApproved
        by = person
        at = instant
    }
}
