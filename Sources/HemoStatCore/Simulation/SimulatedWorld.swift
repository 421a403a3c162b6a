/// The containers of a policy test and the operator that cares for them, on a virtual clock.
struct SimulatedWorld {
    let start: Timestamp
    let policies: [HealthPolicy]
    let zones: ZoneTable
    let matches: PolicySimulation.Matcher
    let limits: SimulationLimits

    var now: Timestamp
    /// By name.
    var containers: [SimulatedContainer]
    var ledger = SimulatedLedger()
    /// Those the storm watch remembers, by host.
    var incidents: [String: [Incident]] = [:]
    var coverage = PolicyCoverage()
    var reconciles = 0

    init(
        _ test: PolicyTest,
        policies: [HealthPolicy],
        zones: ZoneTable,
        limits: SimulationLimits,
        matches: @escaping PolicySimulation.Matcher
    ) {
        start = test.startsAt
        now = test.startsAt
        self.policies = policies
        self.zones = zones
        self.matches = matches
        self.limits = limits
        containers = test.containers.enumerated().map { index, container in
            SimulatedContainer(container, index: index, policies: policies, startsAt: test.startsAt)
        }
        containers.sort { $0.name < $1.name }
    }

    /// Everything up to one entry of the timeline, and what it changes; what it expects is compared afterwards.
    mutating func play(_ moment: TestMoment) throws(SimulationProblem) {
        try run(until: start + moment.at)
        let touched = try apply(moment.set ?? [:])
        // Also where nothing is due: another entry of the same instant comes after the attempts of this one.
        for index in containers.indices { containers[index].observe(at: now, isDense: limits.isDense) }
        watchStorms()
        for index in containers.indices where touched.contains(index) || isDue(index) { try settle(index) }
        watchStorms()
    }

    /// Everything before an instant; what is due at it waits for what the test changes then.
    private mutating func run(until end: Timestamp) throws(SimulationProblem) {
        while let next = containers.lazy.compactMap(\.wakeAt).min(), next < end {
            now = max(now, next)
            watchStorms()
            for index in containers.indices where isDue(index) { try settle(index) }
            watchStorms()
        }
        // What the last readings and attempts before an instant found is known before anything changes at it; nothing
        // happens between two milliseconds of a test.
        let last = end - .milliseconds(1)
        for index in containers.indices where last > now {
            containers[index].observe(at: last, isDense: limits.isDense)
        }
        now = max(now, end)
    }

    private func isDue(_ index: Int) -> Bool { containers[index].wakeAt.map { $0 <= now } ?? false }

    /// Applies what the test says happens to containers at this instant.
    ///
    /// - Returns: the containers that were touched.
    private mutating func apply(_ changes: [String: TestChange]) throws(SimulationProblem) -> Set<Int> {
        var touched = reach(changes)
        for index in containers.indices {
            guard let change = changes[containers[index].name] else { continue }
            touched.insert(index)
            containers[index].story.tell(.change, at: now, "set", change.summary)
            let problem = containers[index].apply(change, policies: policies, at: now, matches: matches)
            if let problem { throw problem }
        }
        return touched
    }

    /// A host that does not answer answers for none of its containers; of several words at an instant, `false` counts.
    private mutating func reach(_ changes: [String: TestChange]) -> Set<Int> {
        var hosts: [String: Bool] = [:]
        for container in containers {
            guard let isReachable = changes[container.name]?.reachable else { continue }
            hosts[container.given.host] = (hosts[container.given.host] ?? true) && isReachable
        }
        var touched: Set<Int> = []
        for index in containers.indices {
            guard let isReachable = hosts[containers[index].given.host] else { continue }
            containers[index].reach(isReachable, at: now)
            touched.insert(index)
        }
        return touched
    }
}
