import Testing

@testable import HemoStatCore

/// Every field of `set` does something, and every field of `expect` is looked at.
@Suite("Policy tests: set and expect") struct SetScenarioTests {
    @Test("holds", arguments: SetScenario.all)
    func holds(scenario: SetScenario) {
        #expect(scenario.play.run().briefly == [])
    }

    @Test("fails at each expectation that says otherwise, and only there", arguments: SetScenario.all)
    func failsOtherwise(scenario: SetScenario) {
        for (play, moment, field) in scenario.play.contradicted {
            let failures = play.run().failures
            #expect(
                failures.map(\.place) == [TestPlace(moment: moment, part: .expect, container: "web-1", field: field)]
            )
        }
    }

    @Test("fails without any one thing it sets", arguments: SetScenario.all)
    func failsWithout(scenario: SetScenario) {
        for (play, field) in scenario.play.lessened {
            #expect(!play.run().hasPassed, "nothing is missed without \(field)")
        }
    }

    @Test("the table has every field of both")
    func complete() {
        let moments = SetScenario.all.flatMap(\.play.test.timeline)
        let set = Set(moments.flatMap { Array(($0.set ?? [:]).values) }.flatMap { Self.given($0) })
        let expected = Set(moments.flatMap { Array(($0.expect ?? [:]).values) }.flatMap { Self.given($0) })
        #expect(Self.names(of: TestChange()).subtracting(set) == [])
        #expect(Self.names(of: TestExpectation()).subtracting(expected) == [])
    }

    private static func names(of value: Any) -> Set<String> {
        Set(Mirror(reflecting: value).children.compactMap(\.label))
    }

    private static func given(_ value: Any) -> [String] {
        Mirror(reflecting: value).children.filter { "\($0.value)" != "nil" }.compactMap(\.label)
    }
}
