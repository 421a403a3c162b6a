/// How bad a divergence is; ordered.
package enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
    case medium = "Medium"
    case high = "High"
    case critical = "Critical"

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .medium: 0
        case .high: 1
        case .critical: 2
        }
    }
}
