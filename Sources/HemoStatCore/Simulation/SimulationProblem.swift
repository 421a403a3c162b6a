/// Why a test cannot be played on.
struct SimulationProblem: Error, Equatable {
    var container: String
    /// Of the `set` that makes no sense; nil where it is none in particular.
    var field: String?
    var message: String
}
