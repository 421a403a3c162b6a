import Testing

@testable import HemoStatCore

@Suite("Gates")
struct GateTests {
    /// Everything as it must be for an action: unhealthy, diagnosed, Enforce, nothing done before.
    private func input(
        at seconds: Double = 1,
        policy: HealthPolicy = Given.policy(),
        _ change: (inout GateInput) -> Void = { _ in }
    ) -> GateInput {
        let container = Given.container { $0.health = .unhealthy }
        let world = Given.input(nil, container, policies: [policy], at: seconds)
        var input = GateInput(
            episode: Given.episode(),
            resolved: world.resolved,
            step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
            container: container,
            evaluated: world.evaluated,
            history: ActionHistory(),
            lease: .init(epoch: 7, remaining: .seconds(5)),
            now: world.now
        )
        change(&input)
        return input
    }

    private func denial(_ input: GateInput) -> String? {
        let verdict = Gates.judge(input)
        return verdict.denial.map { "\(verdict.deniedBy?.rawValue ?? "-"):\($0.reason)" }
    }

    @Test("all gates are asked, always, in their order, and all may let through")
    func order() {
        #expect(Gates.judge(input()).isAllowed)
        for verdict in [Gates.judge(input()), Gates.judge(input { $0.container = nil })] {
            #expect(verdict.results.map(\.gate) == GateName.allCases)
        }
    }

    @Test("the first denial names the reason, the latest time counts; without a time it waits for a change")
    func verdict() {
        let both = Gates.judge(
            input {
                $0.lease = nil
                $0.history = ActionHistory(intents: (0..<3).map { Given.at(Double($0)) }, lastEpisodeEnd: Given.at(0.5))
            }
        )
        #expect(both.deniedBy == .lease)
        #expect(both.nextEligible == Given.at(3600))
        let change = Gates.judge(
            input(policy: Given.policy { $0.suspend = true }) { $0.history.lastEpisodeEnd = Given.zero }
        )
        #expect(change.deniedBy == .policyMode)
        #expect(change.nextEligible == nil)
    }

    @Test(
        "PolicyMode, Approval and DryRun",
        arguments: [
            (.observe, .enforce, false, "PolicyMode:PolicyMode"), (.enforce, .observe, false, "PolicyMode:PolicyMode"),
            (.enforce, .enforce, true, "PolicyMode:PolicyMode"), (.approve, .enforce, false, "Approval:Approval"),
            (.dryRun, .enforce, false, "DryRun:DryRun"), (.enforce, .dryRun, false, "DryRun:DryRun"),
            (.approve, .dryRun, false, "DryRun:DryRun"), (.enforce, .enforce, false, nil),
        ] as [(RemediationMode, RemediationMode, Bool, String?)]
    )
    func modes(mode: RemediationMode, cap: RemediationMode, suspended: Bool, expected: String?) {
        let policy = Given.policy {
            $0.remediation.mode = mode
            $0.suspend = suspended
        }
        #expect(denial(input(policy: policy) { $0.modeCap = cap }) == expected)
    }

    @Test(
        "HumanIntent: hands off what a person did",
        arguments: [
            (.exited, 143, [(0, .kill(signal: 15)), (0, .die(exitCode: 143)), (0, .stop)], "HumanIntent"),
            (.exited, 137, [], "IntentUnknown"), (.exited, 0, [(0, .die(exitCode: 0))], "Completed"),
            (.paused, 0, [], "HumanIntent"), (.exited, 1, [(0, .die(exitCode: 1))], nil),
            (.exited, 137, [(0, .die(exitCode: 137))], nil), (.running, 0, [], nil),
        ] as [(ContainerStatus, Int, [(Double, ContainerEvent.Action)], String?)]
    )
    func humanIntent(status: ContainerStatus, code: Int, events: [(Double, ContainerEvent.Action)], expected: String?) {
        let result = HumanIntentGate.evaluate(
            input {
                $0.container?.status = status
                $0.container?.exitCode = code
                $0.container?.stop = Given.stopped(by: events)
            }
        )
        #expect(result.denial?.reason == expected)
        #expect(result.denial?.nextEligible == nil)
    }

    @Test(
        "HumanIntent: one that is being stopped is left alone for ten minutes, unless it was started since or we asked"
    )
    func beingStopped() {
        func denial(at seconds: Double, _ change: (inout GateInput) -> Void = { _ in }) -> GateResult.Denial? {
            HumanIntentGate.evaluate(
                input(at: seconds) {
                    $0.container?.stop = Given.stopped(by: [(0, .kill(signal: 15))])
                    change(&$0)
                }
            ).denial
        }
        #expect(denial(at: 1)?.nextEligible == Given.at(600))
        #expect(denial(at: 599)?.reason == "HumanIntent")
        #expect(denial(at: 600) == nil)
        #expect(denial(at: 1) { $0.container?.startedAt = Given.at(0.5) } == nil)
        #expect(denial(at: 1) { $0.episode.intents = [Given.intent(at: 0)] } == nil)
        #expect(denial(at: 1) { $0.container?.stop = Given.stopped(by: [(0, .kill(signal: 1))]) } == nil)
    }

    @Test(
        "HumanIntent: a stop in progress is not undone, a signal that was ignored is forgotten after ten minutes",
        arguments: [(15, -1, true), (15, -599, true), (15, -601, false), (1, -1, false)] as [(Int, Double, Bool)]
    )
    func stopInProgress(signal: Int, at seconds: Double, isDenied: Bool) {
        let result = HumanIntentGate.evaluate(
            input {
                $0.now = Given.at(0)
                $0.container?.startedAt = Given.at(-3600)
                $0.container?.stop = Given.stopped(by: [(seconds, .kill(signal: signal))])
            }
        )
        #expect((result.denial != nil) == isDenied)
        #expect(result.denial?.nextEligible == (isDenied ? Given.at(seconds + 600) : nil))
    }

    @Test(
        "Lease: held, and not about to end",
        arguments: [(0.5, nil), (0.499, "Lease"), (-1, "Lease"), (nil, "Lease")] as [(Double?, String?)]
    )
    func lease(remaining: Double?, expected: String?) {
        let result = LeaseGate.evaluate(input { $0.lease = remaining.map { .init(epoch: 7, remaining: .seconds($0)) } })
        #expect(result.denial?.reason == expected)
        #expect(result.denial.map { $0.nextEligible == Given.at(3) } ?? true)
    }

    @Test("Target: the run that was diagnosed, still diverged, in an episode that waits for an action")
    func target() {
        #expect(TargetGate.evaluate(input()).denial == nil)
        #expect(TargetGate.evaluate(input { $0.container = nil }).denial?.message == "the container is gone")
        let other = TargetGate.evaluate(input { $0.container?.key = ContainerKey(host: "default", id: "other") })
        #expect(other.denial?.message == "another container has taken its place")
        let later = TargetGate.evaluate(input { $0.container?.startedAt = Given.zero })
        #expect(later.denial?.message == "it was started again since the diagnosis")
        let well = TargetGate.evaluate(input { $0.evaluated = Given.input(nil, Given.container(), at: 1).evaluated })
        #expect(well.denial?.message == "it is not divergent any more")
        #expect(well.denial?.nextEligible == Given.at(1), "it may diverge again without any other change")
        for phase in Phase.allCases {
            let result = TargetGate.evaluate(input { $0.episode = Given.episode(phase: phase) })
            #expect((result.denial == nil) == [.diagnosed, .held, .awaitingApproval].contains(phase), "\(phase)")
        }
    }

    @Test(
        "Cooldown: from the last episode's end to the first action of the next",
        arguments: [(nil, 1, nil), (0, 299.999, 300), (0, 300, nil), (-299, 1, nil), (-298, 1, 2)]
            as [(Double?, Double, Double?)]
    )
    func cooldown(end: Double?, at seconds: Double, eligible: Double?) {
        let result = CooldownGate.evaluate(input(at: seconds) { $0.history.lastEpisodeEnd = end.map(Given.at) })
        #expect(result.denial?.nextEligible == eligible.map(Given.at))
        #expect((result.denial == nil) == (eligible == nil))
    }

    @Test("Cooldown: inside an episode verify sets the pace; an escalation is an end")
    func cooldownInside() {
        let acted = input(at: 100) {
            $0.history.lastEpisodeEnd = Given.zero
            $0.episode.intents = [Given.intent(at: 1)]
        }
        #expect(CooldownGate.evaluate(acted).denial == nil)
        let escalated = input(at: 100) {
            $0.history.lastEpisodeEnd = Given.at(50)
            $0.episode.intents = [Given.intent(at: 1)]
            $0.episode.closedAt = Given.at(50)
        }
        #expect(CooldownGate.evaluate(escalated).denial?.nextEligible == Given.at(350))
    }

    @Test("Cooldown of zero never waits")
    func noCooldown() {
        let policy = Given.policy { $0.remediation.cooldown = .zero }
        #expect(
            CooldownGate.evaluate(input(at: 1, policy: policy) { $0.history.lastEpisodeEnd = Given.at(1) }).denial
                == nil
        )
    }

    @Test(
        "ActionBudget: a true rolling window",
        arguments: [
            ([], 10, nil), ([0, 1], 10, nil), ([0, 1, 2], 10, 3600), ([0, 1, 2], 3599.9, 3600), ([0, 1, 2], 3600, nil),
            ([2, 0, 1], 10, 3600), ([0, 1, 2, 3], 10, 3601), ([-3600, 1, 2], 10, nil), ([-3590, 1, 2], 5, 10),
        ] as [([Double], Double, Double?)]
    )
    func budget(intents: [Double], at seconds: Double, eligible: Double?) {
        let result = ActionBudgetGate.evaluate(input(at: seconds) { $0.history.intents = intents.map(Given.at) })
        #expect(result.denial?.nextEligible == eligible.map(Given.at))
        #expect((result.denial == nil) == (eligible == nil))
    }

    @Test("ActionBudget of nothing denies for good")
    func noBudget() {
        let policy = Given.policy { $0.remediation.budget = .init(actions: 0) }
        let result = ActionBudgetGate.evaluate(input(policy: policy))
        #expect(result.denial?.reason == "ActionBudget")
        #expect(result.denial?.nextEligible == nil)
    }

    @Test(
        "Confidence: confirmed, recent, certain enough",
        arguments: [
            (.confirmed, 0.7, 1, nil, nil), (.confirmed, 0.69, 1, "Confidence", 300),
            (.noDiagnosis, 0, 1, "NoDiagnosis", 300), (.falseAlarm, 0.9, 1, "FalseAlarm", 300),
            (.confirmed, 0.9, 300, nil, nil), (.confirmed, 0.9, 300.0001, "Confidence", 300.0001),
        ] as [(Diagnosis.Verdict, Double, Double, String?, Double?)]
    )
    func confidence(verdict: Diagnosis.Verdict, value: Double, at seconds: Double, expected: String?, eligible: Double?)
    {
        let result = ConfidenceGate.evaluate(
            input(at: seconds) { $0.episode.diagnosis = Given.diagnosis(verdict, confidence: value) }
        )
        #expect(result.denial?.reason == expected)
        #expect(result.denial?.nextEligible == eligible.map(Given.at))
    }

    @Test("Confidence: no diagnosis at all is asked for again")
    func noDiagnosis() {
        let denial = ConfidenceGate.evaluate(input { $0.episode.diagnosis = nil }).denial
        #expect(denial?.reason == "Confidence")
        #expect(denial?.nextEligible == Given.at(1))
    }

    @Test("Target: a divergence that the step is not for is no reason for it")
    func targetOfStep() {
        let exec = Expectation(name: "ping", check: .exec(.init(command: ["true"])))
        let policy = Given.policy("web", [Given.up, Given.healthy, exec]) {
            $0.remediation.steps = [RemediationStep(when: ["healthy"], action: Given.restart)]
        }
        let input = input(policy: policy) { input in
            var episode = input.episode
            for index in episode.records.indices { episode.records[index].expectation = "ping" }
            var healthy = episode.records[0]
            healthy.expectation = "healthy"
            episode.records.append(healthy)
            input.episode = episode
            // Healthy again by now; the probe still fails.
            input.evaluated = input.evaluated.map { evaluated in
                var evaluated = evaluated
                let failing = evaluated.bound.expectation.name == "ping"
                evaluated.result = failing ? .diverged(.word("exit code 1"), .word("exit code 0")) : CheckResult(.met)
                return evaluated
            }
        }
        #expect(TargetGate.evaluate(input).denial?.message == "it is not divergent any more")
    }

    @Test("HumanIntent: what a person paused is let go on where a policy says so, and never restarted")
    func paused() {
        let policy = Given.policy {
            $0.remediation.steps = [RemediationStep(action: Given.restart), RemediationStep(action: .unpause)]
        }
        func denial(step: Int) -> String? {
            HumanIntentGate.evaluate(
                input(policy: policy) { input in
                    input.container?.status = .paused
                    input.step = PlannedStep(policy: policy, index: step, expectation: "up")
                }
            ).denial?.message
        }
        #expect(denial(step: 0) == "it was paused by hand")
        #expect(denial(step: 1) == nil)
    }
}
