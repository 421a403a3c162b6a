// How an escalation is left: one trial from time to time, or a person's word.
extension Episode {
    private static let longestPause = PolicyDuration.hours(24)
    /// No policy can have it spin.
    private static let shortestPause = PolicyDuration.minutes(1)

    /// What an escalation was decided against, and when it tries once more.
    ///
    /// A refusal by Docker escalates where no policies are at hand to know either.
    mutating func rememberEscalation(_ input: ReconcileInput) {
        guard phase == .escalated else { return }
        heldAgainst = heldAgainst ?? input.fingerprint
        // Where no step answers, there is none to try.
        guard nextEligible == nil, let last = intents.last else { return }
        let policy = input.resolved.policy(named: last.policy)
        let breaker = policy?.spec.remediation.circuitBreaker ?? RemediationSpec.CircuitBreaker()
        nextEligible = (closedAt ?? input.now) + Self.pause(breaker.halfOpenAfter, trials: trials ?? 0)
    }

    /// Doubled with each trial that was made, a day at most.
    static func pause(_ first: PolicyDuration, trials: Int) -> PolicyDuration {
        var pause = max(first, shortestPause)
        for _ in 0..<max(trials, 0) where pause < longestPause {
            pause = PolicyDuration(milliseconds: pause.milliseconds * 2)
        }
        return min(pause, longestPause)
    }

    /// One more attempt of the last step, and of no other; none on what a person wants as it is.
    mutating func tryOnceMore(_ container: ContainerObservation, _ input: ReconcileInput) -> Bool {
        let gate = HumanIntentGate.evaluate(container, episode: self, resolved: input.resolved, now: input.now)
        guard gate.denial == nil, let last = Ladder.lastStep(self, input.resolved) else { return false }
        for policy in input.resolved.policies {
            for (index, step) in policy.spec.remediation.steps.enumerated() {
                let isLast = policy.name == last.policy.name && index == last.index
                attempts[Ladder.attemptsKey(policy: policy.name, step: index)] = step.attempts - (isLast ? 1 : 0)
            }
        }
        trials = (trials ?? 0) + 1
        note(
            TrailEntry(
                at: input.now,
                stage: .action,
                code: "Trial",
                message: "\(last.action.keyword) is tried once more",
                inputs: ["trial": "\(trials ?? 1)"]
            )
        )
        return true
    }

    /// A person says that it goes on: what was tried, refused or contested so far is forgotten, and a fresh ladder begins.
    ///
    /// Every gate is asked again, so what a person stopped stays stopped. The next reconcile goes on from here; an answer to a
    /// request for approval that is older than `resumedAt` is none any more.
    ///
    /// - Parameters:
    ///   - person: Who said so.
    ///   - instant: When.
    /// - Returns: false where there is nothing to go on with: the episode is over.
    @discardableResult
    package mutating func resume(by person: String, at instant: Timestamp) -> Bool {
        guard !phase.isFinal else { return false }
        // Strictly after the end it is about, or it would say nothing of it.
        let now = closedAt.map { max(instant, Timestamp(microseconds: $0.microseconds + 1)) } ?? instant
        resumedAt = now
        makePeace(at: now)
        trials = nil
        if openIntent == nil { attempts = [:] }
        let name = String(person.prefix(Self.longestName))
        note(TrailEntry(at: instant, stage: .gate, code: "Resumed", message: "\(name) says that it goes on"))
        guard phase == .held || phase == .awaitingApproval || phase == .falseAlarm || phase == .escalated else {
            return true
        }
        diagnosis = nil
        nextEligible = instant
        return true
    }

    private static let longestName = 128

    /// Whether a person has said that it goes on since it was escalated.
    var isResumed: Bool {
        guard phase == .escalated, let resumedAt, let closedAt else { return false }
        return resumedAt > closedAt
    }
}
