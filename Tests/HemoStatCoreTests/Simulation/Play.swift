@testable import HemoStatCore

/// A policy test in the making: containers, and what happens to `web-1` unless another is named.
struct Play {
    var policies: [HealthPolicy]
    var test: PolicyTest
    var zones = ZoneTable()

    init(_ policies: [HealthPolicy] = [Given.policy()], _ containers: [TestContainer] = [Play.container()]) {
        self.policies = policies
        test = PolicyTest(metadata: ObjectMeta(name: "play"), policies: [], containers: containers, timeline: [])
    }

    /// A container that has been running for an hour and is well.
    static func container(_ name: String = "web-1", _ change: (inout TestContainer) -> Void = { _ in }) -> TestContainer
    {
        var container = TestContainer(name: name, image: "acme/shop/web:2", health: .healthy)
        change(&container)
        return container
    }

    func set(_ at: String, _ name: String = "web-1", _ change: (inout TestChange) -> Void) -> Play {
        var play = self
        var set = TestChange()
        change(&set)
        play.test.timeline.append(TestMoment(at: Self.span(at), set: [name: set]))
        return play
    }

    func expect(_ at: String, _ name: String = "web-1", _ change: (inout TestExpectation) -> Void) -> Play {
        var play = self
        var expectation = TestExpectation()
        change(&expectation)
        play.test.timeline.append(TestMoment(at: Self.span(at), expect: [name: expectation]))
        return play
    }

    /// A pattern matches where the line contains its text; `limit` gives up.
    func run(limits: SimulationLimits = SimulationLimits()) -> PolicyTestResult {
        PolicySimulation(test, policies: policies, zones: zones, limits: limits) { pattern, line in
            pattern == "limit" ? nil : line.contains(pattern)
        }.run()
    }

    private static func span(_ text: String) -> PolicyDuration { PolicyDuration(text) ?? .zero }
}

extension PolicyTestResult {
    /// `2m10s web-1 phase: expected Verifying, was Held: …`, or the problem, of every failure.
    var briefly: [String] {
        failures.flatMap { failure in
            switch failure.cause {
            case .unplayable(let message): ["\(failure.at) \(failure.container): \(message)"]
            case .unmet(let mismatches):
                mismatches.map {
                    "\(failure.at) \(failure.container) \($0.field): expected \($0.expected), was \($0.actual)"
                }
            }
        }
    }
}
