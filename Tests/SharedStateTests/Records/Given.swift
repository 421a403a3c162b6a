@testable import HemoStatCore

/// What the suites of the records start from.
enum Given {
    /// 2025-11-03T10:00:00Z.
    static let zero = Timestamp(microseconds: 1_762_164_000_000_000)
    static let key = ContainerKey(host: "default", id: String(repeating: "0123456789abcdef", count: 4))

    static func at(_ seconds: Int64) -> Timestamp { zero + .seconds(seconds) }

    static func container(_ key: ContainerKey = key) -> ContainerObservation {
        ContainerObservation(
            key: key,
            name: "web-1",
            image: "acme/shop/web:2",
            status: .running,
            health: .unhealthy,
            startedAt: at(-3600)
        )
    }

    static func record(_ actual: MeasuredValue = .word("unhealthy")) -> DivergenceRecord {
        DivergenceRecord(
            policy: "web",
            expectation: "healthy",
            check: "health",
            severity: .high,
            since: at(-20),
            lastDivergedAt: at(-1),
            firedAt: at(-10),
            measurement: Measurement(actual: actual, threshold: .word("healthy"))
        )
    }

    static func episode(_ id: String = "default/0123456789ab/1", key: ContainerKey = key) -> Episode {
        var episode = Episode(id: id, container: container(key), openedAt: at(-20), records: [record()])
        episode.enter(.pending, at: at(-20), reason: "New", message: "divergent")
        return episode
    }

    static func intent(_ id: String, outcome: Intent.Outcome? = nil) -> Intent {
        var intent = Intent(
            id: id,
            policy: "web",
            policyGeneration: 3,
            step: 1,
            action: .restart(timeout: .seconds(10)),
            containerID: key.id,
            startedAt: at(-3600),
            epoch: 7,
            writtenAt: at(-5)
        )
        intent.outcome = outcome
        intent.settledAt = at(-4)
        intent.wasEffective = outcome == .succeeded
        intent.judgedAt = at(-3)
        return intent
    }

    /// An episode with a value in every field, text that JSON has to escape among them.
    static func maximalEpisode() -> Episode {
        var episode = episode()
        episode.records.append(record(.number(96.125)))
        for index in episode.records.indices { episode.records[index].metSince = at(-2) }
        episode.occasions = [.firing, .resolved]
        episode.diagnosis = Diagnosis(
            verdict: .confirmed,
            rule: "Unhealthy",
            cause: "it said:\n\"größe\" \\ 0\u{0}",
            confidence: 0.8,
            at: at(-9),
            startedAt: at(-3600)
        )
        episode.firedAt = at(-10)
        episode.attempts = ["web/0": 1, "web/1": 2]
        episode.intents = [
            intent("1", outcome: .succeeded), intent("2", outcome: .failed("no\nway")),
            intent("3", outcome: .notDone("gone")), intent("4", outcome: .unknown),
        ]
        for index in episode.intents.indices {
            episode.intents[index].wasEffective = index.isMultiple(of: 2)
            episode.intents[index].judgedAt = at(-1)
            episode.intents[index].details = "exit code 0"
            episode.intents[index].successor = key.id
            episode.intents[index].undone = Intent.Undoing(at: at(-1), deed: "stopped")
        }
        episode.disruptionGroup = "shop/web"
        episode.earlier = episode.intents
        episode.contest = Contest(since: at(-3), lastDeedAt: at(-2), policies: "web@3", message: "undone twice")
        episode.peaceAt = at(-1)
        episode.trials = 1
        episode.resumedAt = at(-1)
        episode.verification = VerificationState(startedAt: at(-3))
        episode.verification?.tick(to: at(-1), isPaused: true)
        episode.metSince = at(-2)
        episode.isAnnounced = true
        episode.occasions = [.firing, .resolved]
        for index in episode.records.indices { episode.records[index].metSince = at(-1) }
        episode.note(
            TrailEntry(at: at(-9), stage: .gate, code: "Cooldown", message: "allowed", inputs: ["cooldown": "5m"])
        )
        episode.enter(.escalated, at: at(-1), reason: "StepsExhausted", message: "every step was tried")
        episode.nextEligible = at(60)
        episode.heldAgainst = "a|b|web@3"
        episode.handedAt = at(-8)
        return episode
    }

    static func policy(_ name: String = "web", _ change: (inout HealthPolicy) -> Void = { _ in }) -> HealthPolicy {
        var policy = HealthPolicy(
            metadata: ObjectMeta(name: name),
            spec: HealthPolicy.Spec(
                selector: ContainerSelector(matchNames: ["web-*"]),
                expectations: [Expectation(name: "healthy", check: .health(.init(is: .healthy)))],
                remediation: RemediationSpec(
                    mode: .enforce,
                    steps: [RemediationStep(action: .restart(timeout: .seconds(10)))]
                )
            )
        )
        change(&policy)
        return policy
    }

    /// The names of optional fields that hold nothing, at any depth.
    static func emptyFields(of value: Any, path: String = "") -> [String] {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional, mirror.children.isEmpty { return [path] }
        return mirror.children.flatMap { emptyFields(of: $0.value, path: "\(path).\($0.label ?? "")") }
    }
}
