/// Plays a policy test on a virtual clock, with the very functions the operator decides with.
///
/// Pure: the same test with the same policies always gives the same result. What is simulated is only the world around
/// the Core: containers that do what the test says, agents that answer at once, and a Docker that carries out every action
/// at once and successfully. `restart`, `start` and `recreate` begin a new run, `stop` ends it, `unpause` lets it go on;
/// health, use, log lines and probes' answers stay what the test says, and a container that has ended stays down, whatever
/// its restart policy, until the test says `state: Running` or `restarts: N`. There is no model.
///
/// Between the entries of the timeline the clock jumps to the next instant at which something can change: where a check or
/// the episode says so, and where a reading or a probe's attempt can tell something new. `SimulationPropertyTests` proves
/// that looking at every single reading gives the same.
package struct PolicySimulation: Sendable {
    /// Whether a pattern (PCRE2) occurs in a line; nil when it gave up.
    package typealias Matcher = @Sendable (_ pattern: String, _ line: String) -> Bool?

    private let test: PolicyTest
    private let policies: [HealthPolicy]
    private let zones: ZoneTable
    private let matches: Matcher
    private let limits: SimulationLimits

    /// - Parameters:
    ///   - test: A valid one.
    ///   - policies: Those it names; any of them may select any of its containers.
    ///   - zones: The time zones of the policies' windows; a window of another zone denies.
    ///   - matches: The regular expressions of `logs`.
    package init(
        _ test: PolicyTest,
        policies: [HealthPolicy],
        zones: ZoneTable = ZoneTable(),
        matches: @escaping Matcher = { _, _ in nil }
    ) {
        self.init(test, policies: policies, zones: zones, limits: SimulationLimits(), matches: matches)
    }

    init(
        _ test: PolicyTest,
        policies: [HealthPolicy],
        zones: ZoneTable,
        limits: SimulationLimits,
        matches: @escaping Matcher
    ) {
        self.test = test
        self.policies = policies
        self.zones = zones
        self.matches = matches
        self.limits = limits
    }

    /// At each entry's instant first what it sets happens to all containers, then everything due is decided and done, then
    /// what it expects is compared.
    package func run() -> PolicyTestResult {
        var world = SimulatedWorld(test, policies: policies, zones: zones, limits: limits, matches: matches)
        var failures: [PolicyTestFailure] = []
        for (index, moment) in test.timeline.enumerated() {
            do throws(SimulationProblem) {
                try world.play(moment)
            } catch {
                failures.append(world.failure(of: error, moment, index))
                break
            }
            failures += world.compare(moment, index)
        }
        return PolicyTestResult(failures: failures, coverage: world.coverage, reconciles: world.reconciles)
    }
}
