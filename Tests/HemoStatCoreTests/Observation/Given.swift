@testable import HemoStatCore

/// What the suites of the decision core start from; each test changes only what it is about.
enum Given {
    /// 2025-11-03T10:00:00Z, the zero of every suite's clock.
    static let zero = Timestamp(microseconds: 1_762_164_000_000_000)
    static let id = String(repeating: "0123456789abcdef", count: 4)
    static let restart = RemediationAction.restart(timeout: .seconds(10))

    static func at(_ seconds: Double) -> Timestamp {
        Timestamp(microseconds: zero.microseconds + Int64((seconds * 1_000_000).rounded()))
    }

    /// A container that has been running for an hour and is well.
    static func container(_ change: (inout ContainerObservation) -> Void = { _ in }) -> ContainerObservation {
        var container = ContainerObservation(
            key: ContainerKey(host: "default", id: id),
            name: "web-1",
            image: "acme/shop/web:2",
            status: .running,
            health: .healthy,
            startedAt: at(-3600)
        )
        change(&container)
        return container
    }

    static func sample(at seconds: Double, cpu: Double = 10, memory: Int64 = 10, limit: Int64 = 100) -> MetricSample {
        MetricSample(at: at(seconds), cpuPercent: cpu, onlineCPUs: 1, memoryUsage: memory, memoryLimit: limit)
    }

    static func stopped(by events: [(Double, ContainerEvent.Action)]) -> StopEvidence {
        var evidence = StopEvidence()
        for (seconds, action) in events { evidence.record(ContainerEvent(action: action, at: at(seconds))) }
        return evidence
    }

    // MARK: Policies

    static let up = Expectation(name: "up", check: .state(.init(is: .running)))
    static let healthy = Expectation(name: "healthy", check: .health(.init(is: .healthy)))
    static let exits = Expectation(name: "exits", check: .exitCode(.init(in: [0])))
    static let memory = Expectation(
        name: "memory",
        check: .memory(.init(below: Percentage(80))),
        sustainedFor: .minutes(1)
    )

    static func cpu(for span: PolicyDuration = .minutes(1)) -> Expectation {
        Expectation(name: "cpu", check: .cpu(.init(below: Percentage(85))), sustainedFor: span)
    }

    /// A policy under `Enforce` that selects everything and restarts once.
    static func policy(
        _ name: String = "web",
        _ expectations: [Expectation] = [Given.up, Given.healthy],
        generation: Int64 = 1,
        _ change: (inout HealthPolicy.Spec) -> Void = { _ in }
    ) -> HealthPolicy {
        var spec = HealthPolicy.Spec(
            selector: ContainerSelector(),
            expectations: expectations,
            remediation: RemediationSpec(mode: .enforce, steps: [RemediationStep(action: Given.restart)])
        )
        change(&spec)
        return HealthPolicy(metadata: ObjectMeta(name: name, generation: generation), spec: spec)
    }

    // MARK: Episodes

    /// A record that has fired and is open.
    static func record(
        _ expectation: String = "healthy",
        check: String = "health",
        policy: String = "web",
        _ change: (inout DivergenceRecord) -> Void = { _ in }
    ) -> DivergenceRecord {
        var record = DivergenceRecord(
            policy: policy,
            expectation: expectation,
            check: check,
            severity: .medium,
            since: zero,
            lastDivergedAt: zero,
            firedAt: zero,
            measurement: Measurement(actual: .word("unhealthy"), threshold: .word("healthy"))
        )
        change(&record)
        return record
    }

    static func diagnosis(
        _ verdict: Diagnosis.Verdict = .confirmed,
        confidence: Double = 0.8,
        at seconds: Double = 0
    ) -> Diagnosis {
        Diagnosis(
            verdict: verdict,
            rule: "Unhealthy",
            cause: "its own health check reports it unhealthy",
            confidence: confidence,
            at: at(seconds),
            startedAt: at(-3600)
        )
    }

    /// An unhealthy container's episode, diagnosed at zero.
    static func episode(
        records: [DivergenceRecord] = [Given.record()],
        phase: Phase = .diagnosed,
        _ change: (inout Episode) -> Void = { _ in }
    ) -> Episode {
        var episode = Episode(id: "default/0123/0", container: container(), openedAt: zero, records: records)
        episode.enter(phase, at: zero, message: "given")
        episode.diagnosis = diagnosis()
        episode.handedAt = zero
        change(&episode)
        return episode
    }

    static func intent(at seconds: Double, _ change: (inout Intent) -> Void = { _ in }) -> Intent {
        var intent = Intent(
            id: "intent-\(seconds)",
            policy: "web",
            policyGeneration: 1,
            step: 0,
            action: restart,
            containerID: id,
            startedAt: at(-3600),
            epoch: 1,
            writtenAt: at(seconds)
        )
        change(&intent)
        return intent
    }

    /// The world as one reconcile sees it, evaluated by the real checks.
    static func input(
        _ episode: Episode?,
        _ container: ContainerObservation?,
        policies: [HealthPolicy] = [Given.policy()],
        at seconds: Double
    ) -> ReconcileInput {
        let now = at(seconds)
        let resolved = container.map { PolicyResolver.resolve($0, policies: policies) } ?? ResolvedPolicy()
        return ReconcileInput(
            key: ContainerKey(host: "default", id: id),
            container: container,
            resolved: resolved,
            evaluated: container.map { Evaluator.evaluate(resolved, CheckInput(container: $0, now: now)) } ?? [],
            episode: episode,
            now: now
        )
    }
}
