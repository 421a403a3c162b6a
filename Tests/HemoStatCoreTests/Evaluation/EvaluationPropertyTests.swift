import Testing

@testable import HemoStatCore

/// Laws of evaluation over generated containers, each with an expectation of every check.
@Suite("Evaluation: properties")
struct EvaluationPropertyTests {
    static let seeds = Array(stride(from: 0, to: 400, by: 100))

    @Test("the same input has the same answer, also when it comes back from a record", arguments: seeds)
    func deterministic(seed: Int) throws {
        for seed in seed..<(seed + 50) {
            let world = GeneratedWorld(seed: seed)
            let results = world.results(at: 0)
            #expect(results.count == 17)
            #expect(world.results(at: 0) == results, "seed \(seed)")
            #expect(GeneratedWorld(seed: seed).results(at: 0) == results, "seed \(seed)")
            let copy = try Codec.roundTrip(world.container)
            #expect(world.results(at: 0, copy) == results, "seed \(seed)")
        }
    }

    @Test("an answer changes by time alone only when it said it would", arguments: seeds)
    func wakes(seed: Int) {
        for seed in seed..<(seed + 12) {
            let world = GeneratedWorld(seed: seed)
            var before = world.results(at: 0)
            for step in 1...180 {
                let seconds = Double(step) * 0.7
                let now = world.results(at: seconds)
                for (name, result) in now where result.word != before[name]?.word {
                    let announced = before[name]?.wakeAt.map { $0 <= Given.at(seconds) } ?? false
                    #expect(
                        announced,
                        "seed \(seed): \(name) was \(before[name]?.word ?? ""), is \(result.word) at \(seconds)"
                    )
                }
                before = now
            }
        }
    }

    @Test("nobody is asked to wait for what has passed", arguments: seeds)
    func wakesAhead(seed: Int) {
        for seed in seed..<(seed + 50) {
            for (name, result) in GeneratedWorld(seed: seed).results(at: 0) {
                #expect(result.wakeAt.map { $0 > Given.zero } ?? true, "seed \(seed): \(name)")
            }
        }
    }

    @Test("the order of expectations and of what was observed at one instant does not matter", arguments: seeds)
    func order(seed: Int) {
        for seed in seed..<(seed + 50) {
            var random = SplitMix(seed: seed)
            let world = GeneratedWorld(seed: seed)
            let words = world.words(at: 0)
            var container = world.container
            container.probes.shuffle(using: &random)
            #expect(world.words(at: 0, container) == words, "seed \(seed)")
            var policy = world.policy
            policy.spec.expectations.shuffle(using: &random)
            let evaluated = Given.input(nil, container, policies: [policy], at: 0).evaluated
            for one in evaluated { #expect(one.result.word == words[one.bound.expectation.name], "seed \(seed)") }
        }
    }

    @Test("what is unknown of a host that does not answer is everything", arguments: seeds.prefix(1))
    func stale(seed: Int) {
        for seed in seed..<(seed + 50) {
            let world = GeneratedWorld(seed: seed)
            var container = world.container
            container.isFresh = false
            #expect(Set(world.words(at: 0, container).values) == ["HostUnreachable"])
        }
    }
}
