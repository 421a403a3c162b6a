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
    ///
    /// Policies that may not act come last: their gate tells why, and they keep no other from acting or escalating.
    package static func plan(_ episode: Episode, _ resolved: ResolvedPolicy) -> Plan {
        let mayAct = { (policy: HealthPolicy) in !policy.spec.suspend && resolved.mode(of: policy) != .observe }
        let plan = plan(episode, resolved.policies.filter(mayAct))
        guard plan == .noStep else { return plan }
        return self.plan(episode, resolved.policies.filter { !mayAct($0) }, countsAttempts: false)
    }

    /// The last step that answers what is open, whatever was tried before: what an escalation tries once more.
    static func lastStep(_ episode: Episode, _ resolved: ResolvedPolicy) -> PlannedStep? {
        for policy in resolved.policies where !policy.spec.suspend && resolved.mode(of: policy) != .observe {
            let open = episode.openRecords.filter { $0.policy == policy.name }
            for (index, step) in policy.spec.remediation.steps.enumerated().reversed() {
                guard let record = answered(by: step, of: open, episode) else { continue }
                return PlannedStep(policy: policy, index: index, expectation: record.expectation)
            }
        }
        return nil
    }

    /// The first open record of its policy the step is meant for.
    ///
    /// What has no network to be started in is not started.
    private static func answered(
        by step: RemediationStep,
        of open: [DivergenceRecord],
        _ episode: Episode
    ) -> DivergenceRecord? {
        if step.action.startsRun, episode.openRecords.contains(where: NetworkParentCheck.isUprooted) { return nil }
        return open.first { step.answers($0.expectation) }
    }

    private static func plan(_ episode: Episode, _ policies: [HealthPolicy], countsAttempts: Bool = true) -> Plan {
        var sawStep = false
        for policy in policies {
            let open = episode.openRecords.filter { $0.policy == policy.name }
            guard !open.isEmpty else { continue }
            for (index, step) in policy.spec.remediation.steps.enumerated() {
                guard let record = answered(by: step, of: open, episode) else { continue }
                sawStep = true
                let used = episode.attempts[attemptsKey(policy: policy.name, step: index)] ?? 0
                if used < step.attempts || !countsAttempts {
                    return .step(PlannedStep(policy: policy, index: index, expectation: record.expectation))
                }
            }
        }
        return sawStep ? .exhausted : .noStep
    }

    static func attemptsKey(policy: String, step: Int) -> String { "\(policy)/\(step)" }
}

extension RemediationAction {
    /// Whether it starts the container as it is.
    fileprivate var startsRun: Bool {
        switch self {
        case .start, .restart: true
        default: false
        }
    }
}
