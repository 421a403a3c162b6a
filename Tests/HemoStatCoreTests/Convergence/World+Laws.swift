import Testing

@testable import HemoStatCore

// What must hold at every step of every history, judged from what really happened, not from what the episode says.
extension World {
    /// Records one issue, then the history ends: what follows from a broken law says nothing.
    mutating func complain(_ text: String) {
        guard !isBroken else { return }
        isBroken = true
        Issue.record("\(label.isEmpty ? "" : label + ": ")\(text) at \(seconds(now)); steps: \(steps.suffix(12))")
    }

    /// Remembers the last instant at which each expectation was not met.
    mutating func noteUnmet() {
        for evaluated in input().evaluated where !evaluated.isMet {
            lastUnmet["\(evaluated.bound.policy)/\(evaluated.bound.expectation.name)"] = now
        }
    }

    /// Calling it again at the same instant changes nothing more, and nobody is called again at once without a change.
    mutating func checkLaws(of decision: ReconcileDecision, _ input: ReconcileInput) {
        var again = input
        again.episode = decision.episode
        let second = Convergence.advance(again)
        let isEnded = decision.episode?.phase.isFinal == true && input.episode?.phase.isFinal != true
        if isEnded, decision.requeueAt == now || container == nil { return }
        if second.episode != decision.episode {
            complain("a second call changed \(differences(second.episode, decision.episode))")
        }
        if !second.effects.isEmpty { complain("a second call asked again: \(second.effects)") }
        if let requeueAt = decision.requeueAt, requeueAt <= now { complain("wants to be called again at once") }
    }

    private func differences(_ left: Episode?, _ right: Episode?) -> [String] {
        guard let left, let right else { return ["whether there is one"] }
        return zip(Mirror(reflecting: left).children, Mirror(reflecting: right).children).compactMap { left, right in
            "\(left.value)" == "\(right.value)" ? nil : left.label
        }
    }

    mutating func checkLaws(ofChangeTo next: Episode) {
        let isUnreachable = container.map { !$0.isFresh } ?? false
        switch next.phase {
        case .resolved:
            if isUnreachable { complain("resolved while nothing is known") }
            checkStable(next)
        case .remediating:
            if isUnreachable { complain("acts while nothing is known") }
        case .held, .escalated, .superseded:
            if next.reason?.isEmpty ?? true { complain("\(next.phase.rawValue) without a reason") }
        default: break
        }
    }

    private mutating func checkStable(_ episode: Episode) {
        // Nobody can know what came and went between two looks.
        guard !isDeaf else { return }
        for record in episode.records where record.hasFired {
            guard let policy = policies.first(where: { $0.name == record.policy }) else { continue }
            guard let unmet = lastUnmet["\(record.policy)/\(record.expectation)"] else { continue }
            if now.elapsed(since: unmet) < policy.spec.remediation.verify.stableFor {
                complain("resolved, and \(record.expectation) was not met at \(seconds(unmet))")
            }
        }
    }

    /// Whether the action about to be done is one that may be done.
    mutating func checkLaws(of intent: Intent, _ step: PlannedStep) {
        guard let policy = policies.first(where: { $0.name == intent.policy }), let episode, let container else {
            return complain("acts for a policy, episode or container that is not there")
        }
        let spec = policy.spec.remediation
        let stricter = policies.filter { $0.spec.priority >= policy.spec.priority && !$0.spec.suspend }
        if policy.spec.suspend || spec.mode != .enforce
            || stricter.contains(where: { $0.spec.remediation.mode != .enforce })
        {
            complain("acts where it must not")
        }
        if agents.modeCap != .enforce { complain("acts above the operator's cap") }
        if !spec.steps.indices.contains(intent.step) || spec.steps[intent.step].action != intent.action {
            complain("does what no step lists")
        }
        // A policy may say that what is paused is to be unpaused.
        let isUnpaused = container.status == .paused && input().resolved.unpauses
        if !container.isFresh || (isHandsOff && !isUnpaused) { complain("acts on what a person did, or unseen") }
        if let renamedAt = container.stop.renamedAt, now.elapsed(since: renamedAt) < .minutes(10) {
            complain("acts on what was renamed")
        }
        if episode.contest != nil { complain("acts in a tug of war") }
        if episode.openIntent != nil { complain("acts while an action is open") }
        let diverged = input().evaluated.filter { $0.measurement != nil && $0.bound.policy == policy.name }
        if !diverged.contains(where: { spec.steps[intent.step].answers($0.bound.expectation.name) }) {
            complain("acts on what is not divergent")
        }
        checkPace(intent, spec, episode)
    }

    private mutating func checkPace(_ intent: Intent, _ spec: RemediationSpec, _ episode: Episode) {
        let window = intents.filter { $0.writtenAt > now - spec.budget.within }
        if window.count >= spec.budget.actions { complain("more actions than the budget allows") }
        guard let end = history.lastEpisodeEnd, intents.allSatisfy({ $0.writtenAt <= end }) else { return }
        if now.elapsed(since: end) < spec.cooldown { complain("acts inside the cooldown") }
    }
}
