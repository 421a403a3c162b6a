@testable import HemoStatCore
@testable import SharedState

/// A container's ledger and its disruption group as a test keeps them, beside the ones in Redis.
///
/// Every action is judged before the next is asked for, as the reconciler does while the episode lives.
struct LedgerModel {
    static let key = "name/web-1"
    /// Containers of the target's group beside it: of this host as the gate sees it, of any host for the script.
    private static let fellows = ["web-2", "web-3"]
    private static let ownUntil = PolicyDuration.seconds(3)

    var now = Given.zero
    private var intents: [Timestamp] = []
    private var ineffective: [Timestamp] = []
    private var lastEffective: Timestamp?
    private var lastEnd: Timestamp?
    /// Until when an open remediation of each fellow counts.
    private var open: [String: Timestamp] = [:]
    /// The last action, while nobody has judged it.
    private var unjudged: String?
    private var generator: SeededGenerator

    init(generator: SeededGenerator) { self.generator = generator }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    var history: ActionHistory {
        ActionHistory(
            intents: intents.sorted(),
            ineffective: ineffective.sorted(),
            lastEffective: lastEffective,
            lastEpisodeEnd: lastEnd
        )
    }

    /// What happens between two questions, as the operator writes it.
    mutating func live() -> [[any RESPArgument]] {
        var commands: [[any RESPArgument]] = []
        if let intent = unjudged, pick([true, false]) {
            unjudged = nil
            if pick([true, false, false, false]) {
                lastEffective = now
                commands.append(["SET", RedisKeys.lastEffective(host: "default", key: Self.key), now.microseconds])
            } else {
                ineffective.append(now)
                commands.append(
                    ["ZADD", RedisKeys.ineffective(host: "default", key: Self.key), now.microseconds, intent]
                )
            }
        }
        if pick([false, false, false, true]) {
            lastEnd = now
            commands.append(["SET", RedisKeys.episodeEnd(host: "default", key: Self.key), now.microseconds])
        }
        let fellow = pick(Self.fellows)
        switch pick([0, 1, 2, 2, 2]) {
        case 0:
            let until = now + pick([.zero, .seconds(1), .seconds(3)])
            open[fellow] = until
            commands.append(["ZADD", groupKey, until.microseconds, "west/\(fellow)"])
        case 1:
            open[fellow] = nil
            commands.append(["ZREM", groupKey, "west/\(fellow)"])
        default: break
        }
        return commands
    }

    mutating func act(_ intent: String) {
        intents.append(now)
        unjudged = intent
    }

    private var groupKey: String { RedisKeys.disruption(group: DisruptionGroup(of: target, groupBy: nil).name) }
    private var target: ContainerObservation { container("web-1", Given.key) }

    private func container(_ name: String, _ key: ContainerKey) -> ContainerObservation {
        var container = Given.container(key)
        container.name = name
        container.labels = ["com.docker.compose.project": "shop", "com.docker.compose.service": "web"]
        return container
    }

    private func fellow(_ name: String) -> HostPicture.Member {
        var member = HostPicture.Member(container: container(name, ContainerKey(host: "default", id: name)))
        guard let until = open[name], until >= now else { return member }
        var episode = Given.episode(key: member.container.key)
        episode.enter(.verifying, at: now, message: "given")
        episode.intents = [Given.intent("of \(name)")]
        member.episode = episode
        return member
    }

    func gateInput(_ spec: RemediationSpec, isInside: Bool) -> GateInput {
        var episode = Given.episode()
        if isInside { episode.intents = [Given.intent("before", outcome: .unknown)] }
        let policy = Given.policy { $0.spec.remediation = spec }
        return GateInput(
            episode: episode,
            resolved: ResolvedPolicy(policies: [policy]),
            step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
            container: target,
            evaluated: [],
            history: history,
            lease: nil,
            host: HostPicture(members: [HostPicture.Member(container: target)] + Self.fellows.map(fellow)),
            now: now
        )
    }

    /// What the Core's gates say, in the words of the write.
    func expected(_ input: GateInput) -> GuardedWrite.Result {
        if DisruptionBudgetGate.evaluate(input).denial != nil { return .disruption }
        if CooldownGate.evaluate(input).denial != nil { return .cooldown }
        if ActionBudgetGate.evaluate(input).denial != nil { return .budget }
        return CircuitBreakerGate.evaluate(input).denial == nil ? .done : .breaker
    }

    /// The guard as the Responder builds it.
    func intentGuard(_ input: GateInput, isInside: Bool, id: String) -> GuardedWrite.IntentGuard {
        let remediation = input.remediation
        let breaker = remediation.circuitBreaker
        return GuardedWrite.IntentGuard(
            host: "default",
            ledgerKey: Self.key,
            id: id,
            now: now.microseconds,
            budgetActions: remediation.budget.actions,
            budgetWindowStart: (now - remediation.budget.within).microseconds,
            cooldownThreshold: isInside ? nil : (now - remediation.cooldown).microseconds,
            breaker: .init(
                failures: breaker.failures,
                windowStart: (now - breaker.within).microseconds,
                halfOpenThreshold: (now - breaker.halfOpenAfter).microseconds
            ),
            disruption: .init(
                group: DisruptionGroup(of: target, groupBy: remediation.disruption.groupBy).name,
                member: "default/\(target.key.id)",
                maximum: DisruptionGroup.maximum(remediation.disruption, for: target, in: input.host),
                until: (now + Self.ownUntil).microseconds
            )
        )
    }
}
