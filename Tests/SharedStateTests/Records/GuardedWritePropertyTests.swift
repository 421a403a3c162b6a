import Testing

@testable import HemoStatCore
@testable import SharedState

/// The script repeats the Core's comparisons: over random histories both say the same.
@Suite(.serialized) struct GuardedWritePropertyTests {
    private static let spans: [PolicyDuration] = [.zero, .init(milliseconds: 1), .seconds(1), .seconds(2), .seconds(5)]

    @Test("the script and the gates agree at every step", arguments: [1, 2, 3, 4] as [UInt64])
    func agree(seed: UInt64) async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        var model = LedgerModel(generator: SeededGenerator(seed: seed))
        var seen: [GuardedWrite.Result: Int] = [:]
        for step in 0..<400 {
            // Steps of whole seconds meet the borders of windows exactly, those of microseconds miss them by one.
            model.now.microseconds += model.pick([0, 1, 999_999, 1_000_000, 1_000_001, 3_000_000])
            for command in model.live() { _ = try await client.command(arguments: command) }
            let spec = RemediationSpec(
                mode: .enforce,
                steps: [RemediationStep(action: .restart(timeout: .seconds(10)))],
                cooldown: model.pick(Self.spans),
                budget: .init(actions: model.pick([0, 1, 2, 3, 9]), within: model.pick(Self.spans)),
                circuitBreaker: .init(
                    failures: model.pick([0, 1, 2, 3]),
                    within: model.pick(Self.spans),
                    halfOpenAfter: model.pick(Self.spans)
                ),
                disruption: .init(maxUnavailable: model.pick([.count(1), .count(2), .percentage(Percentage(70))]))
            )
            let isInside = model.pick([true, false])
            let input = model.gateInput(spec, isInside: isInside)
            var write = GuardedWrite()
            write.intent = model.intentGuard(input, isInside: isInside, id: "intent-\(step)")
            write.add("DEL", RedisKeys.openIntent(host: "default", key: LedgerModel.key))
            let result = try await write.run(on: client)
            #expect(result == model.expected(input), "step \(step): \(spec) \(model)")
            if result == .done { model.act("intent-\(step)") }
            seen[result, default: 0] += 1
        }
        let history = try await EpisodeStore(redis: client).history(of: Given.episode())
        #expect(history == model.history)
        // A history that never meets one of the answers proves nothing.
        for result in [GuardedWrite.Result.done, .disruption, .cooldown, .budget, .breaker] {
            #expect(seen[result] ?? 0 > 10, "\(result): \(seen)")
        }
        await client.close()
    }
}
