@testable import HemoStatCore

/// What the suites of the agents start from; each test changes only what it is about.
enum Given {
    /// 2025-11-03T10:00:00Z, the zero of every suite's clock.
    static let zero = Timestamp(microseconds: 1_762_164_000_000_000)
    static let id = String(repeating: "0123456789abcdef", count: 4)
    static let key = ContainerKey(host: "default", id: id)
    static let startedAt = at(-3600)

    static func at(_ seconds: Double) -> Timestamp {
        Timestamp(microseconds: zero.microseconds + Int64((seconds * 1_000_000).rounded()))
    }

    /// A container that has been running for an hour and is unhealthy.
    static func container(_ change: (inout ContainerObservation) -> Void = { _ in }) -> ContainerObservation {
        var container = ContainerObservation(
            key: key,
            name: "web-1",
            image: "acme/shop/web:2",
            status: .running,
            health: .unhealthy,
            startedAt: startedAt
        )
        change(&container)
        return container
    }

    static let sample = MetricSample(
        at: zero,
        cpuPercent: 123.456,
        onlineCPUs: 4,
        memoryUsage: 1_000_000,
        memoryLimit: 3_000_000,
        networkReceivedBytes: 11,
        networkTransmittedBytes: 12,
        blockReadBytes: 13,
        blockWrittenBytes: 14
    )

    /// A policy under `Enforce` that selects everything and restarts.
    static func policy(_ change: (inout HealthPolicy.Spec) -> Void = { _ in }) -> HealthPolicy {
        var spec = HealthPolicy.Spec(
            selector: ContainerSelector(),
            expectations: [Expectation(name: "healthy", check: .health(.init(is: .healthy)), severity: .high)],
            remediation: RemediationSpec(
                mode: .enforce,
                steps: [RemediationStep(action: .restart(timeout: .seconds(1)), attempts: 3)]
            )
        )
        change(&spec)
        return HealthPolicy(metadata: ObjectMeta(name: "web", generation: 1), spec: spec)
    }

    static func record(_ expectation: String = "healthy", check: String = "health") -> DivergenceRecord {
        DivergenceRecord(
            policy: "web",
            expectation: expectation,
            check: check,
            severity: .high,
            since: at(-10),
            lastDivergedAt: at(-1),
            firedAt: at(-5),
            measurement: Measurement(actual: .word("unhealthy"), threshold: .word("healthy"))
        )
    }

    static let diagnosis = Diagnosis(
        verdict: .confirmed,
        rule: "Unhealthy",
        cause: "its own health check reports it unhealthy",
        confidence: 0.8,
        at: zero,
        startedAt: startedAt
    )

    /// An unhealthy container's episode in some phase; diagnosed unless it fires.
    static func episode(
        _ phase: Phase = .diagnosed,
        _ change: (inout Episode) -> Void = { _ in }
    ) -> Episode {
        var episode = Episode(
            id: "default/0123456789ab/1",
            container: container(),
            openedAt: at(-10),
            records: [record()]
        )
        episode.firedAt = at(-5)
        episode.isAnnounced = true
        episode.enter(phase, at: zero, message: "given")
        if phase != .firing { episode.diagnosis = diagnosis }
        episode.handedAt = zero
        change(&episode)
        return episode
    }

    static func intent(_ change: (inout Intent) -> Void = { _ in }) -> Intent {
        var intent = Intent(
            id: "default/0123456789ab/1/1",
            policy: "web",
            policyGeneration: 1,
            step: 0,
            action: .restart(timeout: .seconds(1)),
            containerID: id,
            startedAt: startedAt,
            epoch: 7,
            writtenAt: zero
        )
        change(&intent)
        return intent
    }

    /// What people are told: by default that a container is in trouble.
    static func notice(
        _ phase: Phase = .firing,
        _ change: (inout TransitionNotice) -> Void = { _ in }
    ) -> TransitionNotice {
        var notice = TransitionNotice(episode(phase), PhaseTransition(phase: phase, at: zero))
        change(&notice)
        return notice
    }
}
