/// A phase, or `None`.
package enum TestPhase: String, Sendable, Codable, CaseIterable {
    case none = "None"
    case pending = "Pending"
    case firing = "Firing"
    case diagnosed = "Diagnosed"
    case remediating = "Remediating"
    case verifying = "Verifying"
    case resolved = "Resolved"
    case falseAlarm = "FalseAlarm"
    case awaitingApproval = "AwaitingApproval"
    case held = "Held"
    case escalated = "Escalated"
    case superseded = "Superseded"
}
