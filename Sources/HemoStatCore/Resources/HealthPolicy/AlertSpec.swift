/// Whom a policy tells of what.
package struct AlertSpec: Sendable, Equatable, Codable {
    /// Names of AlertRoutes; nil tells all.
    package var routes: [String]?
    package var on: [Occasion]
    /// How often an alert that still holds is repeated.
    package var repeatEvery: PolicyDuration

    package static let usualOccasions: [Occasion] = [.firing, .awaitingApproval, .remediated, .escalated, .resolved]

    package init(
        routes: [String]? = nil,
        on occasions: [Occasion] = Self.usualOccasions,
        repeatEvery: PolicyDuration = .hours(4)
    ) {
        self.routes = routes
        on = occasions
        self.repeatEvery = repeatEvery
    }

    package enum Occasion: String, Sendable, Codable, CaseIterable {
        case firing = "Firing"
        case awaitingApproval = "AwaitingApproval"
        case remediated = "Remediated"
        case held = "Held"
        case falseAlarm = "FalseAlarm"
        case escalated = "Escalated"
        case resolved = "Resolved"
    }
}
