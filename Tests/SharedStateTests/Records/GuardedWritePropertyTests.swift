import Testing

@testable import HemoStatCore
@testable import SharedState

/// The script repeats the Core's comparisons: over random histories both say the same.
@Suite(.serialized) struct GuardedWritePropertyTests {
    /// A ledger as the test keeps it, beside the one in Redis.
    private struct Model {
        var now = Given.zero
        var intents: [Timestamp] = []
        var lastEnd: Timestamp?
        var generator: SeededGenerator

        mutating func pick<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: 0..<values.count, using: &generator)]
        }
    }

    private static let spans: [PolicyDuration] = [.zero, .init(milliseconds: 1), .seconds(1), .seconds(2), .seconds(5)]

    private func gateInput(_ spec: RemediationSpec, isInside: Bool, _ model: Model) -> GateInput {
        var episode = Given.episode()
        if isInside { episode.intents = [Given.intent("before", outcome: .unknown)] }
        let policy = Given.policy { $0.spec.remediation = spec }
        return GateInput(
            episode: episode,
            resolved: ResolvedPolicy(policies: [policy]),
            step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
            container: Given.container(),
            evaluated: [],
            history: ActionHistory(intents: model.intents.sorted(), lastEpisodeEnd: model.lastEnd),
            lease: nil,
            now: model.now
        )
    }

    /// What the Core's gates say, in the words of the write.
    private func expected(_ input: GateInput) -> GuardedWrite.Result {
        if CooldownGate.evaluate(input).denial != nil { return .cooldown }
        return ActionBudgetGate.evaluate(input).denial == nil ? .done : .budget
    }

    /// The guard as the Responder builds it.
    private func intentGuard(_ input: GateInput, isInside: Bool, id: String) -> GuardedWrite.IntentGuard {
        GuardedWrite.IntentGuard(
            host: "default",
            ledgerKey: "name/web-1",
            id: id,
            now: input.now.microseconds,
            budgetActions: input.remediation.budget.actions,
            budgetWindowStart: (input.now - input.remediation.budget.within).microseconds,
            cooldownThreshold: isInside ? nil : (input.now - input.remediation.cooldown).microseconds
        )
    }

    @Test("the script and the gates agree at every step", arguments: [1, 2, 3, 4] as [UInt64])
    func agree(seed: UInt64) async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var model = Model(generator: SeededGenerator(seed: seed))
        var seen: [GuardedWrite.Result: Int] = [:]
        for step in 0..<250 {
            // Steps of whole seconds meet the borders of windows exactly, those of microseconds miss them by one.
            model.now.microseconds += model.pick([0, 1, 999_999, 1_000_000, 1_000_001, 3_000_000])
            if model.pick([false, false, false, true]) {
                model.lastEnd = model.now
                let key = RedisKeys.episodeEnd(host: "default", key: "name/web-1")
                _ = try await client.command("SET", key, model.now.microseconds)
            }
            let spec = RemediationSpec(
                mode: .enforce,
                steps: [RemediationStep(action: .start)],
                cooldown: model.pick(Self.spans),
                budget: .init(actions: model.pick([0, 1, 2, 3]), within: model.pick(Self.spans))
            )
            let isInside = model.pick([true, false])
            let input = gateInput(spec, isInside: isInside, model)
            var write = GuardedWrite()
            write.intent = intentGuard(input, isInside: isInside, id: "intent-\(step)")
            write.add("DEL", RedisKeys.openIntent(host: "default", key: "name/web-1"))
            let result = try await write.run(on: client)
            #expect(result == expected(input), "step \(step): \(spec) \(model)")
            if result == .done { model.intents.append(model.now) }
            seen[result, default: 0] += 1
        }
        let history = try await EpisodeStore(redis: client).history(of: Given.episode())
        #expect(history == ActionHistory(intents: model.intents.sorted(), lastEpisodeEnd: model.lastEnd))
        // A history that never meets one of the answers proves nothing.
        for result in [GuardedWrite.Result.done, .cooldown, .budget] { #expect(seen[result] ?? 0 > 10) }
        await client.close()
    }
}
