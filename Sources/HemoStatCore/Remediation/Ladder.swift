/// Finds the current step of an episode's ladder.
///
/// Never invents an action: only listed ones come out.
package enum Ladder {
    package enum Plan: Sendable, Equatable {
        case step(PlannedStep)
        /// Steps answer what is open, but every attempt is used up.
        case exhausted
        /// No step of the policy answers what is open.
        case noStep
    }

    /// The first step, of the strongest policy first, whose `when` names an open record and that has attempts left.
    package static func plan(_ episode: Episode, _ resolved: ResolvedPolicy) -> Plan {
        var sawStep = false
        for policy in resolved.policies {
            let open = episode.openRecords.filter { $0.policy == policy.name }
            guard !open.isEmpty else { continue }
            for (index, step) in policy.spec.remediation.steps.enumerated() {
                guard let record = open.first(where: { step.answers($0.expectation) }) else { continue }
                sawStep = true
                let used = episode.attempts[attemptsKey(policy: policy.name, step: index)] ?? 0
                if used < step.attempts {
                    return .step(PlannedStep(policy: policy, index: index, expectation: record.expectation))
                }
            }
        }
        return sawStep ? .exhausted : .noStep
    }

    static func attemptsKey(policy: String, step: Int) -> String { "\(policy)/\(step)" }
}
