import Testing

@testable import ReconcilerKit

@Suite(.timeLimit(.minutes(3))) struct LeaseSimulationTests {
    @Test(
        "however clocks, network and processes behave, who believes to hold the lease holds it in the store",
        arguments: 0..<100
    )
    func oneHolder(seed: Int) throws {
        // 0.9 % either way: together 1.8 %, within the default allowance of 2 %.
        var simulation = LeaseSimulation(seed: seed, nodes: 3, timing: LeaseTiming(), skew: 0.009)
        try simulation.run(until: .seconds(600))
        let epochs = simulation.acquisitions
        #expect(epochs.count > 10, "the lease is won again and again")
        #expect(zip(epochs, epochs.dropFirst()).allSatisfy { $0 < $1 }, "each time with a larger epoch")
    }

    @Test("the simulation would notice: without allowance for drift, clocks that differ do violate the property")
    func sensitivity() {
        let violations = (0..<20).count { seed in
            var simulation = LeaseSimulation(seed: seed, nodes: 3, timing: LeaseTiming(drift: 0), skew: 0.05)
            do {
                try simulation.run(until: .seconds(600))
                return false
            } catch {
                return true
            }
        }
        #expect(violations > 0)
    }
}
