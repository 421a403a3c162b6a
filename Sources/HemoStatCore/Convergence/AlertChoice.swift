/// Which changes of phase people are told of.
package enum AlertChoice {
    /// Whether the change is one that a policy concerned lists in `alerts.on`.
    ///
    /// The end of something nobody was told of is no news.
    package static func isTold(_ notice: TransitionNotice) -> Bool {
        guard notice.isAnnounced, let occasion = occasion(of: notice.phase) else { return false }
        return (notice.occasions ?? AlertSpec.usualOccasions).contains(occasion)
    }

    private static func occasion(of phase: Phase) -> AlertSpec.Occasion? {
        switch phase {
        case .firing: .firing
        case .awaitingApproval: .awaitingApproval
        case .verifying: .remediated
        case .held: .held
        case .falseAlarm: .falseAlarm
        case .escalated: .escalated
        case .resolved: .resolved
        case .pending, .diagnosed, .remediating, .superseded: nil
        }
    }
}
