@testable import HemoStatCore

/// A generated history: policies, habits of container, Docker and agents, and what happens to them.
struct History {
    static let length = 2400.0
    /// Long enough for every cooldown, budget and ladder to come to its end.
    static let peace = 4000.0
    private var random: SplitMix
    private let label: String

    init(seed: Int) {
        random = SplitMix(seed: seed)
        label = "seed \(seed)"
    }

    /// The world with its whole future on the agenda.
    mutating func world() -> World {
        let container = Given.container {
            $0.health = random.chance(80) ? .healthy : .none
            $0.restartPolicy = RestartPolicy(name: random.pick(["no", "no", "always", "on-failure"]))
        }
        var world = World(policies(), label: label, container: container)
        world.agents = agents()
        world.afterStart = habit()
        if random.chance(50) { world.sample(until: Self.length + Self.peace, every: 3) }
        for _ in 0..<(4 + Int(random.next() % 30)) {
            let (at, event) = (random.seconds(0...Self.length), event())
            world.at(at, event)
        }
        return world
    }

    private mutating func policies(generation: Int64 = 1) -> [HealthPolicy] {
        let all = [Given.up, Given.healthy, Given.exits, Given.memory, Given.cpu(for: .seconds(30))]
        return (0...Int(random.next() % 2)).map { index in
            let chosen = all.filter { _ in random.chance(60) }.map { expectation in
                var expectation = expectation
                if random.chance(30) {
                    expectation.sustainedFor = random.pick([.zero, .seconds(1), .seconds(20), .minutes(2)])
                }
                return expectation
            }
            return Given.policy("policy-\(index)", chosen.isEmpty ? [Given.up] : chosen, generation: generation) {
                $0.priority = Int(random.next() % 3)
                $0.suspend = random.chance(5)
                $0.startupGrace = random.pick([.zero, .zero, .seconds(15), .minutes(2)])
                $0.analysis.minimumConfidence = random.pick([0.5, 0.7, 0.7, 0.85])
                $0.remediation = remediation()
            }
        }
    }

    private mutating func remediation() -> RemediationSpec {
        let names = ["up", "healthy", "exits", "memory", "cpu"]
        return RemediationSpec(
            mode: random.pick([.enforce, .enforce, .enforce, .enforce, .observe, .dryRun, .approve]),
            steps: (0...Int(random.next() % 2)).map { _ in
                RemediationStep(
                    when: random.chance(50) ? nil : names.filter { _ in random.chance(60) },
                    action: random.pick([.start, Given.restart, Given.restart]),
                    attempts: 1 + Int(random.next() % 3)
                )
            },
            cooldown: random.pick([.zero, .seconds(30), .minutes(5)]),
            budget: .init(
                actions: 1 + Int(random.next() % 4),
                within: random.pick([.minutes(2), .minutes(5), .minutes(20)])
            ),
            verify: .init(
                stableFor: random.pick([.seconds(1), .seconds(30), .minutes(1)]),
                timeout: random.pick([.seconds(5), .minutes(1), .minutes(2)])
            )
        )
    }

    private mutating func agents() -> World.Agents {
        var agents = World.Agents()
        agents.delay = random.pick([0.001, 0.005, 0.3, 4])
        agents.dockerTakes = random.pick([0.1, 1, 11, 45])
        agents.deliveries = random.pick([1, 1, 2, 3])
        agents.outcome = random.pick([
            .succeeded, .succeeded, .succeeded, .succeeded, .failed("no"), .notDone("not reached"), .unknown,
        ])
        if random.chance(5) { agents.modeCap = .dryRun }
        return agents
    }

    /// What becomes of a started container.
    private mutating func habit() -> World.Work {
        let delay = random.seconds(0.1...90)
        let later = random.seconds(1...600)
        switch random.next() % 6 {
        case 0, 1: return { $0.after(delay) { $0.health(.healthy) } }
        case 2: return { $0.after(delay) { $0.health(.unhealthy) } }
        case 3: return { $0.after(delay) { $0.crash(1) } }
        case 4:
            return {
                $0.cpu = 10
                $0.after(delay) { $0.health(.healthy) }
                $0.after(delay + later) { $0.health(.unhealthy) }
            }
        default: return { $0.after(delay) { $0.crashAndDockerRestarts(2, after: later / 10) } }
        }
    }

    private mutating func event() -> World.Work {
        let span = random.seconds(0.1...200)
        let percent = random.pick([5.0, 50, 84, 86, 99, 400])
        let next = policies(generation: 2 + Int64(random.next() % 5))
        let events: [World.Work] = [
            { $0.health(.unhealthy) }, { $0.health(.unhealthy) }, { $0.health(.unhealthy) }, { $0.health(.healthy) },
            { $0.health(.starting) }, { $0.crash(1) }, { $0.crash(137, oom: true) }, { $0.crash(0) },
            { $0.stopByHand() }, { $0.startByHand() }, { $0.restartByHand() }, { $0.pause() }, { $0.unpause() },
            { $0.crashAndDockerRestarts(1, after: span / 10) }, { $0.cpu = percent }, { $0.cpu = percent },
            { $0.rename() },
            { world in
                let now = world.now
                if world.episode?.resume(by: "ann", at: now) == true { world.wake() }
            },
            {
                $0.hostGone()
                $0.after(span) { $0.hostBack() }
            },
            {
                $0.isSampling = false
                $0.after(span / 20) { $0.isSampling = true }
            },
            {
                $0.agents.analyzerAnswers = false
                $0.after(span) { $0.agents.analyzerAnswers = true }
            },
            {
                $0.agents.responderAnswers = false
                $0.after(span) { $0.agents.responderAnswers = true }
            },
            { $0.policies = next }, { $0.policies = $0.policies }, { $0.agents.outcome = .succeeded },
        ]
        return random.chance(2) ? { $0.remove() } : random.pick(events)
    }
}
