extension Episode {
    /// Keeps `metSince`: since when every expectation that fired has been met.
    mutating func updateMetSince(_ input: ReconcileInput) -> Bool {
        let fired = records.filter(\.hasFired)
        let isMet = !fired.isEmpty && fired.allSatisfy { input.evaluated(for: $0)?.isMet ?? false }
        metSince = isMet ? metSince ?? input.now : nil
        return isMet
    }

    /// When it will have been met for long enough: the longest `stableFor` of the policies concerned, and of what its
    /// expectations are kept firing for.
    func stableAt(_ input: ReconcileInput) -> Timestamp? {
        guard let metSince else { return nil }
        let fired = records.filter(\.hasFired)
        let policies = Set(fired.map(\.policy))
        let spans = input.resolved.policies.filter { policies.contains($0.name) }
            .map(\.spec.remediation.verify.stableFor)
        let stable = spans.max() ?? RemediationSpec.Verification().stableFor
        let kept = fired.compactMap { input.evaluated(for: $0)?.bound.expectation.keepFiringFor }.max() ?? .zero
        return metSince + max(stable, kept)
    }

    mutating func resolve(at now: Timestamp) {
        note(
            TrailEntry(
                at: now,
                stage: .verification,
                code: "Converged",
                message: "every expectation has been met since \(metSince ?? now)",
                inputs: ["actions": "\(actionsDone)"]
            )
        )
        judgeLastAction(wasEffective: true, at: now)
        enter(.resolved, at: now, message: actionsDone == 0 ? "recovered without help" : "verified")
    }

    /// Tells the breaker whether the last action helped.
    private mutating func judgeLastAction(wasEffective: Bool, at now: Timestamp) {
        guard let index = intents.lastIndex(where: \.canHaveHelped), intents[index].wasEffective == nil else {
            return
        }
        intents[index].wasEffective = wasEffective
        intents[index].judgedAt = now
    }

    /// A record has been divergent for long enough.
    ///
    /// What a person did is left alone without a word.
    mutating func fire(_ input: ReconcileInput) -> [ReconcileDecision.Effect] {
        guard let container = input.container else { return [] }
        firedAt = firedAt ?? input.now
        if leaveToPeople(container, input) { return [] }
        let names = openRecords.map { "\($0.expectation) (\($0.measurement.actual))" }.joined(separator: ", ")
        note(TrailEntry(at: input.now, stage: .observation, code: "Diverged", message: names))
        diagnosis = nil
        handedAt = input.now
        isAnnounced = true
        let concerned = Set(records.filter(\.hasFired).map(\.policy)).compactMap(input.resolved.policy(named:))
        let wanted = Set(concerned.flatMap(\.spec.alerts.on))
        occasions = AlertSpec.Occasion.allCases.filter(wanted.contains)
        enter(.firing, at: input.now, message: "divergent: \(names)")
        return [.askAnalyzer]
    }

    /// Holds when the container is as a person wants it.
    private mutating func leaveToPeople(_ container: ContainerObservation, _ input: ReconcileInput) -> Bool {
        let gate = HumanIntentGate.evaluate(container, episode: self, resolved: input.resolved, now: input.now)
        guard let denial = gate.denial else { return false }
        note(gate.trailEntry(at: input.now))
        enter(.held, at: input.now, reason: denial.reason, message: denial.message)
        nextEligible = denial.nextEligible
        heldAgainst = input.fingerprint
        // What was concluded before says nothing about it any more.
        diagnosis = nil
        return true
    }

    /// Stops at once where somebody else turns out to be at work on it.
    mutating func standBack(_ container: ContainerObservation, _ input: ReconcileInput) {
        switch phase {
        case .firing, .diagnosed, .held, .awaitingApproval, .falseAlarm, .verifying:
            if leaveToPeople(container, input) { verification = nil }
        case .pending, .remediating, .resolved, .escalated, .superseded:
            break
        }
    }

    /// Phases in which somebody else's answer, time or a change is awaited.
    mutating func wait(isMet: Bool, _ input: ReconcileInput) -> [ReconcileDecision.Effect] {
        guard !isMet, !openRecords.isEmpty, let container = input.container, container.isFresh else { return [] }
        switch phase {
        case .firing where isOverdue(input.now):
            handedAt = input.now
            return [.askAnalyzer]
        case .diagnosed where isOverdue(input.now):
            return fire(input)
        case .held, .awaitingApproval:
            return reconsider(input)
        case .falseAlarm:
            let isStale = diagnosis.map { !$0.isValid(at: input.now, startedAt: startedAt) } ?? true
            return isStale || hasNewTrouble(input) ? fire(input) : []
        case .escalated where heldAgainst.map({ !$0.hasSuffix("|\(input.resolved.fingerprint)") }) ?? false:
            // New meaning, new ladder.
            (attempts, trials) = ([:], nil)
            return fire(input)
        case .escalated where isResumed:
            return fire(input)
        case .escalated where intents.isEmpty && hasNewTrouble(input):
            // It escalated for want of a step; what came since may have one.
            guard case .step = Ladder.plan(self, input.resolved) else { return [] }
            return fire(input)
        case .escalated where nextEligible.map { input.now >= $0 } ?? false:
            return tryOnceMore(container, input) ? fire(input) : []
        default:
            return []
        }
    }

    /// A hold is looked at again when its time has come or what it was decided against has changed.
    private mutating func reconsider(_ input: ReconcileInput) -> [ReconcileDecision.Effect] {
        let isDue = nextEligible.map { input.now >= $0 } ?? false
        let isOutdated = diagnosis.map { $0.startedAt != startedAt } ?? false
        guard isDue || isOutdated || heldAgainst != input.fingerprint || hasNewTrouble(input) else { return [] }
        guard let diagnosis, diagnosis.verdict == .confirmed, diagnosis.isValid(at: input.now, startedAt: startedAt),
            !openRecords.contains(where: { $0.isNewer(than: diagnosis) }),
            case .step = Ladder.plan(self, input.resolved)
        else { return fire(input) }
        handedAt = input.now
        heldAgainst = input.fingerprint
        nextEligible = input.now + Convergence.answerTimeout
        return [.askResponder]
    }

    private func hasNewTrouble(_ input: ReconcileInput) -> Bool {
        newTroubleAt(input).map { input.now >= $0 } ?? false
    }

    /// When there is trouble to look at that the diagnosis could not know of.
    ///
    /// At once where a record fired since; where one that was met came back, when it has lasted and a minute has passed:
    /// flapping is no reason to ask without end.
    private func newTroubleAt(_ input: ReconcileInput) -> Timestamp? {
        guard let diagnosis else { return nil }
        return openRecords.filter { $0.isNewer(than: diagnosis) }.compactMap { record in
            if let firedAt = record.firedAt, firedAt > diagnosis.at { return firedAt }
            let span = input.evaluated(for: record)?.bound.expectation.sustainedFor
            return span.map { max(record.since + $0, diagnosis.at + Convergence.answerTimeout) }
        }.min()
    }

    /// Docker did it; the container has to prove it, within the time the policy gives.
    mutating func verify(
        _ container: ContainerObservation,
        isMet: Bool,
        _ input: ReconcileInput
    ) -> [ReconcileDecision.Effect] {
        let grace = input.evaluated.map(\.bound.startupGrace).max() ?? .zero
        let isInGrace = container.startedAt.map { input.now < $0 + grace } ?? false
        let standsStill =
            !container.isFresh || isInGrace || (container.status == .running && container.health == .starting)
        verification?.tick(to: input.now, isPaused: standsStill)
        // What is met is not acted upon: the stable window is either completed, or broken and then judged.
        guard let verification, !isMet, container.isFresh, verification.elapsed >= verifyTimeout(input) else {
            return []
        }
        note(
            TrailEntry(
                at: input.now,
                stage: .verification,
                code: "NotConverged",
                message: "not healthy within \(verifyTimeout(input)) of the action",
                inputs: ["elapsed": verification.elapsed.description]
            )
        )
        self.verification = nil
        judgeLastAction(wasEffective: false, at: input.now)
        if leaveToPeople(container, input) { return [] }
        switch Ladder.plan(self, input.resolved) {
        case .step:
            return fire(input)
        case .noStep where !openRecords.isEmpty:
            // The trouble that is left is another policy's, or has no step: the analysis tells.
            return fire(input)
        case .noStep:
            escalate(reason: "NotVerified", "nothing is known that proves or disproves the action", input)
        case .exhausted:
            escalate(reason: "StepsExhausted", "every step was tried and it is still not healthy", input)
        }
        return []
    }

    mutating func escalate(reason: String, _ message: String, _ input: ReconcileInput) {
        enter(.escalated, at: input.now, reason: reason, message: message)
        rememberEscalation(input)
    }

    private func verifyTimeout(_ input: ReconcileInput) -> PolicyDuration {
        let policy = intents.last.flatMap { input.resolved.policy(named: $0.policy) }
        return policy?.spec.remediation.verify.timeout ?? RemediationSpec.Verification().timeout
    }

    private func isOverdue(_ now: Timestamp) -> Bool {
        now.elapsed(since: handedAt ?? openedAt) >= Convergence.answerTimeout
    }

    /// When the episode itself wants to be looked at again.
    func ownWake(_ input: ReconcileInput) -> Timestamp? {
        switch phase {
        case .firing, .diagnosed: return (handedAt ?? openedAt) + Convergence.answerTimeout
        case .held, .awaitingApproval: return [nextEligible, newTroubleAt(input)].compactMap { $0 }.min()
        case .escalated: return nextEligible
        case .falseAlarm:
            let stale = diagnosis.map { $0.at + Diagnosis.validity + .seconds(1) }
            return [stale, newTroubleAt(input)].compactMap { $0 }.min()
        case .verifying:
            guard let verification, !verification.isPaused else { return graceEnd(input) }
            let left = verifyTimeout(input).milliseconds - verification.elapsed.milliseconds
            return verification.tickedAt + PolicyDuration(milliseconds: max(0, left))
        default: return nil
        }
    }

    private func graceEnd(_ input: ReconcileInput) -> Timestamp? {
        let grace = input.evaluated.map(\.bound.startupGrace).max() ?? .zero
        return startedAt.map { $0 + grace }.flatMap { $0 > input.now ? $0 : nil }
    }
}

extension GateResult {
    func trailEntry(at now: Timestamp) -> TrailEntry {
        TrailEntry(
            at: now,
            stage: .gate,
            code: gate.rawValue,
            message: denial.map { "denied (\($0.reason)): \($0.message)" } ?? "allowed",
            inputs: inputs
        )
    }
}
