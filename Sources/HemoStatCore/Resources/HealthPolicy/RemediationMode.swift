/// How far remediation may go, from strictest to freest.
package enum RemediationMode: String, Sendable, Codable, CaseIterable, Comparable {
    case observe = "Observe"
    case dryRun = "DryRun"
    case approve = "Approve"
    case enforce = "Enforce"

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .observe: 0
        case .dryRun: 1
        case .approve: 2
        case .enforce: 3
        }
    }
}
