import Testing

@testable import HemoStatCore

/// What must hold of every policy test, over generated ones.
@Suite("Policy tests: properties") struct SimulationPropertyTests {
    @Test("the same test gives the same result", arguments: 0..<20)
    func deterministic(seed: Int) {
        let play = GeneratedPlay(seed: seed).play
        #expect(play.run() == play.run())
    }

    @Test("containers that happen at the same instant do not care for order", arguments: 0..<20)
    func unordered(seed: Int) {
        let play = GeneratedPlay(seed: seed).play
        var turned = play
        turned.test.containers.reverse()
        turned.policies.reverse()
        let (left, right) = (play.run(), turned.run())
        #expect(left.failures == right.failures)
        #expect(left.coverage == right.coverage)
    }

    @Test("jumping over readings and attempts that tell nothing new changes nothing", arguments: 0..<8)
    func sparse(seed: Int) {
        let play = GeneratedPlay(seed: seed).play
        let sparse = play.run()
        let dense = play.run(limits: SimulationLimits(reconciles: 1_000_000, isDense: true))
        #expect(Self.told(sparse) == Self.told(dense))
        #expect(sparse.coverage == dense.coverage)
        #expect(sparse.reconciles <= dense.reconciles)
    }

    @Test("a test that would take for ever is given up, and says so")
    func bounded() {
        let play = Play().set("0s") { $0.health = .unhealthy }.expect("1h") { $0.actions = 1 }
        let result = play.run(limits: SimulationLimits(reconciles: 2))
        #expect(result.briefly.count == 1)
        #expect(result.briefly.first?.contains("more than 2 reconciles") == true)
        #expect(result.failures.first?.place == TestPlace(moment: 1))
        let restless = play.run(limits: SimulationLimits(rounds: 1))
        #expect(restless.briefly == ["0s web-1: it does not come to rest at 0s: Verifying, …"])
    }

    /// All but the messages: they may name a reading that is some seconds older.
    private static func told(_ result: PolicyTestResult) -> [String] {
        result.failures.flatMap { failure in
            let unmet: [String] =
                switch failure.cause {
                case .unplayable(let message): [message]
                case .unmet(let mismatches): mismatches.map { "\($0.field) \($0.actual.prefix { $0 != ":" })" }
                }
            return ["\(failure.at) \(failure.container)"] + unmet
                + failure.trail.map { "\($0.at) \($0.kind) \($0.subject)" }
        }
    }
}
