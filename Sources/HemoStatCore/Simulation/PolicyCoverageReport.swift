/// How much of one policy its tests exercise, and what they leave out.
package struct PolicyCoverageReport: Sendable, Equatable {
    package struct Tally: Sendable, Equatable {
        /// All there are, in the order of the policy.
        package let all: [String]
        /// Those that no test exercised.
        package let missed: [String]

        package var exercised: Int { all.count - missed.count }
    }

    package let policy: String
    package let expectations: Tally
    /// By number, counted from 1, and action: `2 restart`.
    package let steps: Tally
    package let gates: Tally

    package init(_ policy: HealthPolicy, _ coverage: PolicyCoverage) {
        self.policy = policy.name
        expectations = Self.tally(policy.spec.expectations.map(\.name)) {
            (name: $0, coverage.hasFired($0, of: policy.name))
        }
        let isActing = !policy.spec.suspend && policy.spec.remediation.mode == .enforce
        let ladder = isActing ? Array(policy.spec.remediation.steps.enumerated()) : []
        steps = Self.tally(ladder) { index, step in
            (name: "\(index + 1) \(step.action.keyword)", coverage.hasActed(step: index, of: policy.name))
        }
        gates = Self.tally(Self.gates(of: policy)) { (name: $0.rawValue, coverage.hasDenied($0, of: policy.name)) }
    }

    private static func tally<Part>(_ parts: [Part], _ judge: (Part) -> (name: String, isExercised: Bool)) -> Tally {
        let judged = parts.map(judge)
        return Tally(all: judged.map(\.name), missed: judged.filter { !$0.isExercised }.map(\.name))
    }

    package var isComplete: Bool { expectations.missed.isEmpty && steps.missed.isEmpty && gates.missed.isEmpty }

    /// The gates that can deny this policy anything in a test: what the policy never sets cannot be tested, nor can races
    /// and lost leases.
    private static func gates(of policy: HealthPolicy) -> [GateName] {
        let remediation = policy.spec.remediation
        guard !policy.spec.suspend, remediation.mode != .observe else { return [.policyMode] }
        return GateName.allCases.filter { gate in
            switch gate {
            case .window: !(remediation.windows ?? []).isEmpty
            case .cooldown: remediation.cooldown > .zero
            case .humanIntent, .actionBudget, .circuitBreaker: true
            case .approval: remediation.mode == .approve
            case .dryRun: remediation.mode == .dryRun
            case .disruptionBudget: remediation.disruption != RemediationSpec.Disruption()
            case .policyMode, .hold, .lease, .target, .stormBrake, .dependency, .confidence: false
            }
        }
    }
}
