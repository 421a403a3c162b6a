/// Which changes of phase people are told of.
package enum AlertChoice {
    /// Whether the change is one of the language's default for `alerts.on`.
    ///
    /// Firing, AwaitingApproval, Remediated, Escalated, Resolved. The end of something nobody was told of is no news.
    package static func isTold(_ notice: TransitionNotice) -> Bool {
        guard notice.isAnnounced else { return false }
        switch notice.phase {
        case .firing, .awaitingApproval, .verifying, .escalated, .resolved: return true
        case .pending, .diagnosed, .remediating, .falseAlarm, .held, .superseded: return false
        }
    }
}
