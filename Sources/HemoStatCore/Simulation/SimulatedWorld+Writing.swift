// What is remembered of an episode, by the operator and for people.
extension SimulatedWorld {
    mutating func write(_ next: Episode?, _ index: Int) {
        let read = containers[index].episode
        note(next, insteadOf: read, index)
        containers[index].episode = next
        if next != nil { containers[index].predecessor = nil }
    }

    /// Keeps what an episode tells beyond what it told before: in the ledger, for coverage, and for people.
    mutating func note(_ next: Episode?, insteadOf read: Episode?, _ index: Int) {
        guard let next else {
            guard let read, !read.phase.isFinal else { return }
            containers[index].story.tell(.phase, at: now, "None", "nothing diverges any more")
            return
        }
        ledger.record(next, insteadOf: read, at: now)
        for record in next.records where record.hasFired { coverage.sawFiring(record.expectation, of: record.policy) }
        let isSame = read?.id == next.id
        let known = isSame ? read?.transitionTotal ?? 0 : 0
        guard next.transitionTotal > known else { return }
        noteVerification(next, isSame ? read : nil, index)
        noteHold(next)
        for transition in next.transitions.suffix(next.transitionTotal - known) {
            let isLast = transition == next.transitions.last
            guard isWorthTelling(transition.phase, isLast: isLast) else { continue }
            let until = isLast ? next.nextEligible.map { "; until \(containers[index].story.time($0))" } ?? "" : ""
            let reason = transition.reason.map { "(\($0))" } ?? ""
            containers[index].story.tell(
                .phase,
                at: now,
                transition.phase.rawValue + reason,
                isLast ? next.message + until : ""
            )
        }
    }

    /// What was pending for no time, and what diagnosis and action say for themselves, only hides the rest.
    private func isWorthTelling(_ phase: Phase, isLast: Bool) -> Bool {
        switch phase {
        case .diagnosed, .remediating: false
        case .pending: isLast
        default: true
        }
    }

    private mutating func noteVerification(_ next: Episode, _ read: Episode?, _ index: Int) {
        guard read?.phase == .verifying, next.phase != .resolved,
            let entry = next.trail.last(where: { $0.stage == .verification && $0.at == now })
        else { return }
        containers[index].story.tell(.verification, at: now, entry.code, entry.message)
    }

    /// A hold without a verdict: what a person did is left alone, and a policy that observes is not judged.
    private mutating func noteHold(_ next: Episode) {
        guard next.phase == .held, let reason = next.reason else { return }
        let told = next.trail.last { $0.stage == .gate && $0.at == now }?.code
        guard let gate = GateName(rawValue: reason) ?? told.flatMap(GateName.init) else { return }
        for policy in Set(next.openRecords.map(\.policy)) { coverage.sawDenial(by: gate, of: policy) }
    }
}
