/// How long entries of an audit chain are kept: the oldest go first, beyond a number or an age.
package struct AuditRetention: Sendable, Equatable {
    /// At least so many of the latest are kept, unless they are too old.
    package var entries: Int
    package var age: PolicyDuration

    package init(entries: Int, age: PolicyDuration) {
        self.entries = entries
        self.age = age
    }

    /// What was done: a hundred thousand, for 400 days (a year and the time to look at it).
    package static let actions = AuditRetention(entries: 100_000, age: .seconds(400 * 86_400))
    /// What was denied, which says less and comes more often: twenty thousand, for 90 days.
    package static let denials = AuditRetention(entries: 20_000, age: .seconds(90 * 86_400))
}
