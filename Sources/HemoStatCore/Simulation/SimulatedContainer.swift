/// One container of a policy test, and everything the operator would remember of it.
struct SimulatedContainer {
    let given: TestContainer
    /// Place in the test's list: what container IDs are made of.
    private let index: Int
    /// How many containers have had its name before.
    private var incarnation = 0
    /// As Docker shows it, or showed it last.
    var observation: ContainerObservation
    var isRemoved = false
    var runs = RunHistory()
    private(set) var resolved = ResolvedPolicy()
    var usage = SimulatedUsage()
    var readings: SimulatedReadings
    var probes: [SimulatedProbe] = []

    var episode: Episode?
    /// Of the container that had the name before, which has to be told that it is gone.
    var orphan: Episode?
    /// How that one ended.
    var predecessor: Episode?
    /// When time alone makes it worth looking again.
    var wakeAt: Timestamp?
    /// Every action, of all episodes.
    var intents: [Intent] = []
    var story: SimulatedStory

    var name: String { given.name }
    var isRunning: Bool { !isRemoved && observation.status == .running }

    init(_ given: TestContainer, index: Int, policies: [HealthPolicy], startsAt now: Timestamp) {
        self.given = given
        self.index = index
        let startedAt = Timestamp(microseconds: now.microseconds + given.startedAt.milliseconds * 1000)
        observation = ContainerObservation(
            key: Self.key(given.host, index, 0),
            name: given.name,
            image: given.image,
            labels: given.labels ?? [:],
            status: given.state.status,
            health: given.health.health,
            exitCode: given.exitCode,
            startedAt: given.state == .created ? nil : startedAt,
            restartPolicy: RestartPolicy(name: given.restartPolicy),
            cpuLimitCores: given.cpus
        )
        readings = SimulatedReadings(since: now)
        wakeAt = now
        story = SimulatedStory(start: now)
        // It has been down for as long as it can have been.
        if observation.isDown || observation.status == .restarting { observation.finishedAt = startedAt }
        resolve(policies, at: now)
        guard observation.status == .running else { return }
        observation.logs = LogObservation(since: startedAt)
        for index in probes.indices where startedAt < now {
            let before = max(startedAt, now - probes[index].schedule.every)
            probes[index].assumePassed(at: before, runSince: startedAt)
        }
    }

    /// Another container takes its name: created now, not started yet.
    mutating func replace(image: String?, policies: [HealthPolicy], at now: Timestamp) {
        (orphan, predecessor, episode, wakeAt, isRemoved) = (episode, nil, nil, nil, false)
        incarnation += 1
        runs = RunHistory()
        let before = observation
        observation = ContainerObservation(
            key: Self.key(given.host, index, incarnation),
            name: given.name,
            image: image ?? before.image,
            labels: before.labels,
            status: .created,
            health: before.health,
            restartPolicy: before.restartPolicy,
            cpuLimitCores: before.cpuLimitCores,
            isFresh: before.isFresh
        )
        resolve(policies, at: now)
    }

    /// Finds the policies in force; what probes find is kept.
    private mutating func resolve(_ policies: [HealthPolicy], at now: Timestamp) {
        resolved = PolicyResolver.resolve(observation, policies: policies)
        let answers = Dictionary(probes.map { ($0.key, $0.answer) }) { first, _ in first }
        probes = resolved.probes.compactMap { check in
            guard var probe = SimulatedProbe(check, nextAt: now) else { return nil }
            probe.answer = answers[probe.key] ?? .passed
            return probe
        }
    }

    /// Two hexadecimal numbers, then zeros: alike in every run of the test.
    private static func key(_ host: String, _ index: Int, _ incarnation: Int) -> ContainerKey {
        let digits = [index, incarnation].map { number in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: max(0, 6 - text.count)) + text
        }
        return ContainerKey(host: host, id: digits.joined() + String(repeating: "0", count: 52))
    }
}
