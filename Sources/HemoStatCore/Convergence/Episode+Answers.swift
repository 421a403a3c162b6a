// What the Analyzer and the Responder make of an episode. Pure, like everything here: they gather before and write
// after.

extension Episode {
    /// Takes the Analyzer's conclusion in.
    ///
    /// An answer that comes late or twice, when nobody waits for it any more, changes nothing.
    ///
    /// - Returns: the step to hand to the Responder; nil when there is nothing for it to judge.
    package mutating func accept(_ diagnosis: Diagnosis, _ input: ReconcileInput) -> PlannedStep? {
        guard phase == .firing else { return nil }
        self.diagnosis = diagnosis
        note(
            TrailEntry(
                at: input.now,
                stage: .analysis,
                code: diagnosis.rule,
                message: diagnosis.cause,
                inputs: [
                    "confidence": "\(diagnosis.confidence)", "method": diagnosis.method.rawValue,
                    "verdict": diagnosis.verdict.rawValue,
                ]
            )
        )
        guard diagnosis.verdict != .falseAlarm else {
            enter(.falseAlarm, at: input.now, reason: diagnosis.rule, message: diagnosis.cause)
            return nil
        }
        switch Ladder.plan(self, input.resolved) {
        case .step(let step):
            handedAt = input.now
            enter(.diagnosed, at: input.now, reason: diagnosis.rule, message: diagnosis.cause)
            return step
        case .exhausted:
            escalate(reason: "StepsExhausted", "every step was tried and it is still not healthy", input)
        case .noStep:
            holdWithoutStep(input)
        }
        return nil
    }

    private mutating func holdWithoutStep(_ input: ReconcileInput) {
        guard !openRecords.isEmpty else {
            enter(.held, at: input.now, reason: GateName.target.rawValue, message: "it is not divergent any more")
            nextEligible = input.now + .seconds(1)
            heldAgainst = input.fingerprint
            return
        }
        let policies = Set(openRecords.map(\.policy)).compactMap(input.resolved.policy(named:))
        if policies.allSatisfy({ $0.spec.suspend || $0.spec.remediation.mode == .observe }) {
            enter(.held, at: input.now, reason: GateName.policyMode.rawValue, message: "the policy only observes")
            heldAgainst = input.fingerprint
        } else {
            escalate(reason: "NoStep", "no step of the policy answers this divergence", input)
        }
    }

    /// Writes every gate's answer to the trail and, when one denies, holds.
    ///
    /// - Returns: whether the denying gate is another than before: only then is the denial an event.
    package mutating func hold(_ verdict: Verdict, _ input: ReconcileInput) -> Bool {
        guard let denial = verdict.denial, phase.waitsForAction else { return false }
        let isNews = lastDenial != denial.reason
        if isNews { noteGates(verdict, at: input.now) }
        // What a person rejected waits for nobody any more.
        let phase: Phase = denial.reason == GateName.approval.rawValue ? .awaitingApproval : .held
        enter(phase, at: input.now, reason: denial.reason, message: denial.message)
        // Never sooner than in a second, whatever a gate computed: asking again is a round trip.
        nextEligible = verdict.nextEligible.map { max($0, input.now + .seconds(1)) }
        heldAgainst = input.fingerprint
        return isNews
    }

    /// Why a gate last said no, since the last action: a new analysis in between makes the same answer no news.
    private var lastDenial: String? {
        let last = transitions.last { [.held, .awaitingApproval, .remediating].contains($0.phase) }
        return last.flatMap { $0.phase == .remediating ? nil : $0.reason }
    }

    /// Writes the intent ahead: from here on it counts as an attempt.
    package mutating func begin(_ intent: Intent, _ verdict: Verdict, attemptsKey: String) {
        noteGates(verdict, at: intent.writtenAt)
        intents.append(intent)
        attempts[attemptsKey, default: 0] += 1
        metSince = nil
        handedAt = intent.writtenAt
        enter(
            .remediating,
            at: intent.writtenAt,
            reason: intent.action.keyword,
            message: "\(intent.action.keyword) in progress"
        )
    }

    /// Docker's answer to the open intent, or what could be found out about it.
    package mutating func settle(_ outcome: Intent.Outcome, at now: Timestamp) {
        settle(ActionReport(outcome), at: now)
    }

    /// The same, with what else is to be told of it; the episode goes on with the container that took the target's place.
    package mutating func settle(_ report: ActionReport, at now: Timestamp) {
        guard let index = intents.lastIndex(where: { $0.outcome == nil }) else { return }
        let outcome = report.outcome
        intents[index].outcome = outcome
        intents[index].settledAt = now
        intents[index].details = report.details
        intents[index].successor = report.successor
        if let successor = report.successor { containerID = successor }
        // The episode may have ended meanwhile: then it only remembers.
        guard phase == .remediating else { return }
        let action = intents[index].action.keyword
        switch outcome {
        case .succeeded:
            startVerifying(action, message: "\(action) done, waiting for proof", at: now)
        case .unknown:
            startVerifying(action, message: "nobody saw the answer to \(action); it counts as done", at: now)
        case .failed(let error):
            note(TrailEntry(at: now, stage: .action, code: "Refused", message: error, inputs: ["action": action]))
            enter(.escalated, at: now, reason: "ActionFailed", message: "\(action) failed: \(error)")
        case .notDone(let error):
            note(TrailEntry(at: now, stage: .action, code: "NotDone", message: error, inputs: ["action": action]))
            let key = Ladder.attemptsKey(policy: intents[index].policy, step: intents[index].step)
            attempts[key, default: 1] -= 1
            // Overdue from the start: the next reconcile asks the Analyzer anew.
            handedAt = openedAt - Convergence.answerTimeout
            enter(.firing, at: now, reason: "NotDone", message: "\(action) did not reach docker: \(error)")
        }
    }

    private mutating func startVerifying(_ action: String, message: String, at now: Timestamp) {
        note(TrailEntry(at: now, stage: .action, code: "Done", message: message, inputs: ["action": action]))
        verification = VerificationState(startedAt: now)
        metSince = nil
        enter(.verifying, at: now, reason: action, message: message)
    }

    private mutating func noteGates(_ verdict: Verdict, at now: Timestamp) {
        for result in verdict.results { note(result.trailEntry(at: now)) }
    }
}
