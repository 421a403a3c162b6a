import Testing

@testable import HemoStatCore

/// Laws that hold for every history; most of them are checked by the world itself at every step (`World+Laws.swift`).
@Suite("Properties")
struct PropertyTests {
    static let seeds = Array(stride(from: 0, to: 100, by: 20))

    /// Played to the end, then left in peace.
    private func played(_ seed: Int, isDeaf: Bool = false) -> World {
        var history = History(seed: seed)
        var world = history.world()
        world.isDeaf = isDeaf
        if isDeaf {
            for second in stride(from: 0.25, to: History.length + History.peace, by: 10) {
                world.at(second) { $0.reconcile() }
            }
        }
        world.run(until: History.length)
        world.at(History.length + 1) { world in
            world.agents.analyzerAnswers = true
            world.agents.responderAnswers = true
            world.agents.outcome = .succeeded
            // Only Docker's word ends `starting`; here it always does, and not well.
            world.afterStart = { $0.after(1) { $0.health(.unhealthy) } }
            if world.container?.health == .starting { world.health(.unhealthy) }
            world.hostBack()
        }
        world.run(until: History.length + History.peace)
        return world
    }

    @Test("every divergence that lasts ends in a place with a reason, and what is well is resolved", arguments: seeds)
    func ends(seed: Int) {
        for seed in seed..<(seed + 20) { checkEnd(of: played(seed)) }
    }

    @Test("losing every event delays, and prevents nothing", arguments: seeds.prefix(2))
    func deaf(seed: Int) {
        for seed in seed..<(seed + 20) { checkEnd(of: played(seed, isDeaf: true)) }
    }

    private func checkEnd(of played: World) {
        var world = played
        guard !world.isBroken, world.container != nil else { return }
        let evaluated = world.input().evaluated
        let isDiverged = evaluated.contains { $0.measurement != nil }
        let isWell = evaluated.allSatisfy(\.isMet)
        switch world.episode?.phase {
        case nil, .resolved, .superseded:
            if isDiverged { world.complain("diverged, and nobody minds") }
        case .held, .escalated, .awaitingApproval:
            if isWell { world.complain("well, and not resolved") }
        case .firing, .diagnosed, .remediating, .verifying, .pending, .falseAlarm:
            // An unknown state may be waited on for ever, a divergence may not.
            let isProgressing = world.steps.last.map { $0.at > History.length + History.peace - 900 } ?? false
            if isDiverged || isWell, !isProgressing { world.complain("left in peace, and still under way") }
        }
    }

    @Test("a longer `for` never fires earlier", arguments: seeds.prefix(1))
    func monotone(seed: Int) {
        for seed in seed..<(seed + 20) {
            let fired = [PolicyDuration.zero, .seconds(5), .seconds(40)].map { firstFiring(seed, sustainedFor: $0) }
            #expect(fired[0] <= fired[1] && fired[1] <= fired[2], "seed \(seed): \(fired)")
        }
    }

    private static let probe = Check.tcp(
        .init(port: 80, probe: .init(every: .seconds(3), timeout: .seconds(1), failures: 2))
    )

    /// Of a container that changes at random, watched by one expectation with this `for`.
    private func firstFiring(_ seed: Int, sustainedFor span: PolicyDuration) -> Double {
        var random = SplitMix(seed: seed)
        let loops = Check.restarts(.init(atMost: 1, within: .minutes(1)))
        var expectation = random.pick([
            Given.healthy, Given.cpu(), Given.up, Expectation(name: "ping", check: Self.probe),
            Expectation(name: "loops", check: loops),
        ])
        expectation.sustainedFor = span
        var world = World(
            [Given.policy("web", [expectation]) { $0.remediation.mode = .observe }],
            label: "seed \(seed)",
            container: Given.container { $0.restartPolicy = RestartPolicy(name: "always") }
        )
        world.sample(until: 400)
        for _ in 0..<20 {
            let (at, isSick) = (random.seconds(0...300), random.chance(50))
            world.at(at) { world in
                world.cpu = isSick ? 99 : 5
                world.health(isSick ? .unhealthy : .healthy)
                world.answer(Self.probe, isSick ? .failed : .passed)
                if isSick { world.crashAndDockerRestarts(1, after: 0.5) }
            }
        }
        world.run(until: 400)
        return world.steps.first { $0.phase == .firing }?.at ?? .infinity
    }

    @Test("no policy can cause an action it does not list", arguments: seeds.prefix(3))
    func listed(seed: Int) {
        for seed in seed..<(seed + 20) {
            var random = SplitMix(seed: seed)
            var history = History(seed: seed)
            var world = history.world()
            let all: [RemediationAction] = [
                .start, Given.restart, .unpause, .none, .stop(.init()), .recreate, .exec(.init(command: ["true"])),
            ]
            var policies = world.policies
            for index in policies.indices {
                policies[index].spec.remediation.steps = (0..<3).map { _ in
                    RemediationStep(when: random.chance(50) ? nil : ["up", "cpu"], action: random.pick(all))
                }
            }
            world.policies = policies
            world.run(until: History.length)
            // What the world's own laws check at each action (`World+Laws.swift`), once more from its end.
            let generations = Dictionary(policies.map { ($0.name, $0) }) { first, _ in first }
            for intent in world.intents {
                guard let policy = generations[intent.policy], policy.metadata.generation == intent.policyGeneration
                else {
                    continue
                }
                #expect(policy.spec.remediation.steps[intent.step].action == intent.action, "seed \(seed)")
            }
        }
    }

    @Test("what happens at one instant may be told in any order: it ends the same", arguments: seeds.prefix(2))
    func sameInstant(seed: Int) {
        for seed in seed..<(seed + 6) {
            let ends = (0..<2).map { shuffle in end(of: seed, shuffled: shuffle) }
            #expect(Set(ends).count == 1, "seed \(seed): \(ends)")
        }
    }

    /// Health, readings and answers of a probe that all change in the same instants, in an order of its own.
    private func end(of seed: Int, shuffled: Int) -> String {
        var random = SplitMix(seed: seed)
        var order = SplitMix(seed: seed * 31 + shuffled)
        let ping = Expectation(name: "ping", check: Self.probe, sustainedFor: random.pick([.zero, .seconds(4)]))
        var cpu = Given.cpu(for: random.pick([.zero, .seconds(6)]))
        cpu.keepFiringFor = random.pick([.zero, .seconds(20)])
        var world = World(
            [Given.policy("web", [Given.up, Given.healthy, cpu, ping]) { $0.remediation.mode = .observe }],
            label: "seed \(seed)"
        )
        var isSick = [false, false, false]
        for instant in stride(from: 3.0, through: 240, by: 3) {
            for index in isSick.indices where random.chance(10) { isSick[index].toggle() }
            let state = isSick
            let changes: [World.Work] = [
                { $0.health(state[0] ? .unhealthy : .healthy) },
                { world in
                    let sample = Given.sample(at: world.seconds(world.now), cpu: state[1] ? 99 : 5)
                    world.change { $0.sample = sample }
                },
                { $0.answer(Self.probe, state[2] ? .failed : .passed) },
            ]
            for change in changes.shuffled(using: &order) { world.at(instant, change) }
        }
        world.run(until: 241)
        let open = world.episode?.openRecords.map { "\($0.expectation) \(world.seconds($0.since))" }.sorted() ?? []
        // Later ones look at what was between two of them, too.
        let first = world.steps.first { $0.phase == .firing }?.at ?? .infinity
        return "\(open) \(world.episode?.phase.rawValue ?? "none") \(first)"
    }

    @Test("what fires does not depend on the order of expectations, policies or same-instant calls", arguments: seeds)
    func order(seed: Int) {
        for seed in seed..<(seed + 20) {
            var random = SplitMix(seed: seed)
            let container = Given.container {
                $0.health = random.pick([.healthy, .unhealthy])
                $0.status = random.pick([.running, .running, .exited])
                ($0.exitCode, $0.finishedAt) = (1, Given.at(-60))
                $0.sample = Given.sample(at: 0, cpu: random.pick([5, 99]), memory: random.pick([5, 99]))
            }
            let all = [Given.up, Given.healthy, Given.exits, Given.cpu(for: .zero), Given.memory]
            let outcomes = (0..<4).map { _ in
                fired(
                    container,
                    [Given.policy("a", all.shuffled(using: &random)), Given.policy("b", all)].shuffled(using: &random)
                )
            }
            #expect(Set(outcomes).count == 1, "seed \(seed): \(outcomes)")
        }
    }

    private func fired(_ container: ContainerObservation, _ policies: [HealthPolicy]) -> Set<String> {
        let decision = Convergence.advance(Given.input(nil, container, policies: policies, at: 0))
        let open = decision.episode?.openRecords.map { "\($0.policy)/\($0.expectation)" } ?? []
        return Set(open + [decision.episode?.phase.rawValue ?? "none", "\(decision.effects)"])
    }

    @Test("an episode survives its record", arguments: seeds.prefix(1))
    func roundTrip(seed: Int) throws {
        for seed in seed..<(seed + 20) {
            var history = History(seed: seed)
            var world = history.world()
            world.run(until: 3000)
            guard let episode = world.episode else { continue }
            #expect(try Codec.roundTrip(episode) == episode, "seed \(seed)")
        }
    }
}
