/// One policy in force.
package struct PolicyStatus: Sendable, Equatable, Codable {
    package var name: String
    package var generation: Int64
    package var mode: RemediationMode
    package var isSuspended: Bool
    package var priority: Int
    package var matched: Int
    package var conditions: [Condition]

    package init(_ policy: HealthPolicy, matched: Int, conditions: [Condition] = []) {
        name = policy.name
        generation = policy.metadata.generation ?? 0
        mode = policy.spec.remediation.mode
        isSuspended = policy.spec.suspend
        priority = policy.spec.priority
        self.matched = matched
        self.conditions = conditions
    }
}
