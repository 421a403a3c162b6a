// Analyzer and Responder, each answering at once: they gather, the Core decides, they write.
extension SimulatedWorld {
    /// Of the lease that is always held.
    private static let epoch: Int64 = 1

    mutating func analyze(_ index: Int) {
        let input = view(index)
        guard var episode = input.episode, episode.phase == .firing, let container = input.container else { return }
        let diagnosis = RuleBook.diagnose(
            AnalysisInput(
                episode: episode,
                container: container,
                evaluated: input.evaluated,
                mode: input.analysisMode,
                now: now
            )
        )
        let confidence = MeasuredValue.number(diagnosis.confidence)
        containers[index].story.tell(
            .diagnosis,
            at: now,
            diagnosis.rule,
            "\(diagnosis.cause) (\(diagnosis.verdict.rawValue), confidence \(confidence))"
        )
        let step = episode.accept(diagnosis, input)
        write(episode, index)
        if step != nil { respond(index) }
    }

    mutating func respond(_ index: Int) {
        let input = view(index)
        guard var episode = input.episode, episode.phase.waitsForAction,
            case .step(let step) = Ladder.plan(episode, input.resolved)
        else { return }
        let verdict = Gates.judge(
            GateInput(
                episode: episode,
                resolved: input.resolved,
                step: step,
                container: input.container,
                evaluated: input.evaluated,
                history: ledger.history(of: episode),
                lease: .init(epoch: Self.epoch, remaining: .seconds(5)),
                zones: zones,
                host: picture(of: containers[index].given.host),
                now: now
            )
        )
        for result in verdict.results where result.denial != nil {
            coverage.sawDenial(by: result.gate, of: step.policy.name)
        }
        guard !verdict.isAllowed else { return act(step, verdict, episode, index) }
        let isNews = episode.hold(verdict, input)
        write(episode, index)
        if isNews { tellFurtherDenials(of: verdict, index) }
    }

    private mutating func act(_ step: PlannedStep, _ verdict: Verdict, _ open: Episode, _ index: Int) {
        var episode = open
        let intent = Intent(
            id: "\(episode.id)/\(episode.intents.count + 1)",
            policy: step.policy.name,
            policyGeneration: step.policy.metadata.generation ?? 0,
            step: step.index,
            action: step.action,
            containerID: episode.containerID,
            startedAt: containers[index].observation.startedAt,
            epoch: Self.epoch,
            writtenAt: now
        )
        episode.begin(intent, verdict, attemptsKey: step.attemptsKey)
        ledger.count(intent, of: episode)
        coverage.sawAction(step: step.index, of: step.policy.name)
        containers[index].intents.append(intent)
        let attempt = episode.attempts[step.attemptsKey] ?? 1
        let attempts = step.policy.spec.remediation.steps[step.index].attempts
        containers[index].story.tell(
            .action,
            at: now,
            intent.action.keyword,
            "step \(step.index + 1) of policy \(intent.policy), attempt \(attempt) of \(attempts), for \(step.expectation)"
        )
        write(episode, index)
        containers[index].perform(intent.action, at: now)
        episode.settle(.succeeded, at: now)
        write(episode, index)
    }

    /// The first denial is the reason of the hold; the others would hold just as well.
    private mutating func tellFurtherDenials(of verdict: Verdict, _ index: Int) {
        for result in verdict.results where result.gate != verdict.deniedBy {
            guard let denial = result.denial else { continue }
            let until = denial.nextEligible.map { "; until \(containers[index].story.time($0))" } ?? ""
            containers[index].story.tell(
                .denial,
                at: now,
                result.gate.rawValue,
                "denies, too: \(denial.message)\(until)"
            )
        }
    }
}
