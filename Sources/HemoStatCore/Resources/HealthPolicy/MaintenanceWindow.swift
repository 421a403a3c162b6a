/// A time that recurs and in which actions are denied, or the only one in which they are allowed.
package struct MaintenanceWindow: Sendable, Equatable, Codable {
    package var kind: Kind
    /// When it begins: five cron fields, in `timeZone`.
    package var schedule: String
    /// From each beginning, in elapsed time.
    package var duration: PolicyDuration
    /// Of the IANA time zone database.
    package var timeZone: String

    package init(kind: Kind, schedule: String, duration: PolicyDuration, timeZone: String = "UTC") {
        self.kind = kind
        self.schedule = schedule
        self.duration = duration
        self.timeZone = timeZone
    }

    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// With any of these, nothing is done outside all of them.
        case allow = "Allow"
        /// Nothing is done inside, whatever an `Allow` says.
        case deny = "Deny"
    }
}
