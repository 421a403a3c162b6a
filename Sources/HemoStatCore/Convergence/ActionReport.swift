/// What came of an action, as whoever carried it out tells it.
package struct ActionReport: Sendable, Equatable {
    package var outcome: Intent.Outcome
    /// What people should know of it: bounded and without secrets; nil when the outcome says it all.
    package var details: String?
    /// The full ID of the container that took the target's place; nil when it still stands.
    package var successor: String?

    package init(_ outcome: Intent.Outcome, details: String? = nil, successor: String? = nil) {
        self.outcome = outcome
        self.details = details
        self.successor = successor
    }
}
