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

    /// Of a container that changes at random, watched by one expectation with this `for`.
    private func firstFiring(_ seed: Int, sustainedFor span: PolicyDuration) -> Double {
        var random = SplitMix(seed: seed)
        var expectation = random.chance(50) ? Given.healthy : Given.cpu()
        expectation.sustainedFor = span
        var world = World(
            [Given.policy("web", [expectation]) { $0.remediation.mode = .observe }],
            label: "seed \(seed)"
        )
        world.sample(until: 400)
        for _ in 0..<20 {
            let (at, isSick) = (random.seconds(0...300), random.chance(50))
            world.at(at) { world in
                world.cpu = isSick ? 99 : 5
                world.health(isSick ? .unhealthy : .healthy)
            }
        }
        world.run(until: 400)
        return world.steps.first { $0.phase == .firing }?.at ?? .infinity
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
