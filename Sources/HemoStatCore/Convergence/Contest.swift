/// A tug of war: what HemoStat did to a container somebody else undid, twice.
///
/// Nothing is done while it lasts. It ends when the container is well (the next episode knows nothing of it), with a start by
/// others after they kept still for a while, with another meaning of the policies, and when a person says so.
package struct Contest: Sendable, Equatable, Codable {
    package var since: Timestamp
    /// What others did last.
    package var lastDeedAt: Timestamp
    /// The meaning of the policies it began under.
    package var policies: String
    /// What was seen.
    package var message: String

    package init(since: Timestamp, lastDeedAt: Timestamp, policies: String, message: String) {
        self.since = since
        self.lastDeedAt = lastDeedAt
        self.policies = policies
        self.message = message
    }

    /// The reason code of the hold.
    package static let reason = "Contested"
    /// What others do this soon after an action, against it, is meant against it; as long must they keep still before a start
    /// by them is a person's word and no further pull.
    static let window = PolicyDuration.minutes(10)
    /// How long an undone action is remembered.
    static let memory = PolicyDuration.hours(1)
    /// Undone so often it is one.
    static let limit = 2
}
