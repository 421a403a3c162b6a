/// How much a simulation may cost before it is given up.
struct SimulationLimits: Sendable {
    /// Reconciles of one container at one instant before it comes to rest.
    var rounds = 64
    /// Reconciles in one test.
    var reconciles = 100_000
    /// Looks at every single reading and attempt, also where nothing new can come of it: slow, for comparison.
    var isDense = false
}
