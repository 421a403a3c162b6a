/// The gates, in the order they speak; raw values are reason codes.
package enum GateName: String, Sendable, Codable, CaseIterable {
    case policyMode = "PolicyMode"
    case hold = "Hold"
    case window = "MaintenanceWindow"
    case humanIntent = "HumanIntent"
    case lease = "Lease"
    case target = "Target"
    case stormBrake = "StormBrake"
    case dependency = "Dependency"
    case disruptionBudget = "DisruptionBudget"
    case cooldown = "Cooldown"
    case actionBudget = "ActionBudget"
    case circuitBreaker = "CircuitBreaker"
    case confidence = "Confidence"
    case approval = "Approval"
    case dryRun = "DryRun"
}
