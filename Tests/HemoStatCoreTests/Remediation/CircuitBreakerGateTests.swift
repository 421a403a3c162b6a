import Testing

@testable import HemoStatCore

@Suite("CircuitBreakerGate")
struct CircuitBreakerGateTests {
    /// Three failures in an hour open it for half an hour.
    private func denial(
        _ ineffective: [Double],
        helped: Double? = nil,
        intents: [Double] = [],
        at seconds: Double,
        failures: Int = 3,
        within: PolicyDuration = .hours(1),
        halfOpenAfter: PolicyDuration = .minutes(30)
    ) -> GateResult.Denial? {
        let policy = Given.policy {
            $0.remediation.circuitBreaker = .init(failures: failures, within: within, halfOpenAfter: halfOpenAfter)
        }
        let world = Given.input(nil, Given.container { $0.health = .unhealthy }, policies: [policy], at: seconds)
        let input = GateInput(
            episode: Given.episode(),
            resolved: world.resolved,
            step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
            container: world.container,
            evaluated: world.evaluated,
            history: ActionHistory(
                intents: intents.map(Given.at),
                ineffective: ineffective.map(Given.at),
                lastEffective: helped.map(Given.at)
            ),
            lease: nil,
            now: world.now
        )
        return CircuitBreakerGate.evaluate(input).denial
    }

    @Test(
        "opens at so many actions that did not help, counted in a rolling window, until half of an hour after the last",
        arguments: [
            ([], 10, nil), ([1, 2], 10, nil), ([1, 2, 3], 10, 1803), ([3, 1, 2], 10, 1803), ([1, 2, 3, 4], 10, 1804),
            ([1, 2, 3], 1802.999, 1803), ([1, 2, 3], 1803, nil), ([1, 2, 3000], 3500, 3601), ([1, 2, 3000], 3601, nil),
            ([1, 2, 3000, 3001], 3601, 3602),
        ] as [([Double], Double, Double?)]
    )
    func table(ineffective: [Double], at seconds: Double, eligible: Double?) {
        let denial = denial(ineffective, at: seconds)
        #expect(denial?.nextEligible == eligible.map(Given.at))
        #expect(denial?.reason == (eligible == nil ? nil : "CircuitBreaker"))
    }

    @Test("the next is let through after the cool-off; when that does not help either, the same time passes again")
    func halfOpen() {
        #expect(denial([1, 2, 3], at: 1803) == nil)
        #expect(denial([1, 2, 3, 1900], at: 1901)?.nextEligible == Given.at(3602))
        #expect(denial([1801, 1802, 1803, 3700], at: 3701)?.nextEligible == Given.at(5402))
    }

    @Test("one is let through, not two: an action that nobody could judge is the one")
    func oneThrough() {
        #expect(denial([1, 2, 3], intents: [0, 1.5, 2.5], at: 1803) == nil)
        #expect(denial([1, 2, 3], intents: [0, 1.5, 2.5, 1803], at: 1804)?.nextEligible == Given.at(3601))
        #expect(denial([1, 2, 3], intents: [1803], at: 1804, within: .hours(9))?.nextEligible == Given.at(3603))
        #expect(denial([1, 2, 3], intents: [1803], at: 3602.999, within: .hours(9)) != nil)
        #expect(denial([1, 2, 3], intents: [1803], at: 3603, within: .hours(9)) == nil)
        #expect(denial([1, 2, 3], helped: 1803, intents: [1803], at: 1804) == nil, "it helped")
        #expect(denial([1, 2], intents: [1803], at: 1804) == nil, "it was never open")
    }

    @Test("of no failures at all it opens with the first, and does not stumble over none")
    func noFailures() {
        #expect(denial([], at: 1, failures: 0) == nil)
        #expect(denial([1], at: 2, failures: 0)?.nextEligible == Given.at(1801))
    }

    @Test("an action that helped closes it, at its very instant too")
    func helped() {
        #expect(denial([1, 2, 3], helped: 4, at: 10) == nil)
        #expect(denial([1, 2, 3], helped: 3, at: 10) == nil)
        #expect(denial([1, 2, 3], helped: 0, at: 10) != nil)
        #expect(denial([1, 2, 3, 5, 6, 7], helped: 4, at: 10)?.nextEligible == Given.at(1807))
        #expect(denial([1, 2, 3, 5, 6], helped: 4, at: 10) == nil)
    }

    @Test("a cool-off longer than the window ends with the window")
    func longCoolOff() {
        let denial = denial([1, 2, 3], at: 10, within: .minutes(1), halfOpenAfter: .hours(2))
        #expect(denial?.nextEligible == Given.at(61))
        #expect(self.denial([1, 2, 3], at: 61, within: .minutes(1), halfOpenAfter: .hours(2)) == nil)
    }
}
