/// One snapshot for the rules: the episode and the container as it is now.
package struct AnalysisInput: Sendable {
    package var episode: Episode
    package var container: ContainerObservation
    package var evaluated: [EvaluatedExpectation]
    /// Of the policy whose divergence comes first.
    package var mode: AnalysisSpec.Mode
    package var now: Timestamp

    package init(
        episode: Episode,
        container: ContainerObservation,
        evaluated: [EvaluatedExpectation],
        mode: AnalysisSpec.Mode = .hybrid,
        now: Timestamp
    ) {
        self.episode = episode
        self.container = container
        self.evaluated = evaluated
        self.mode = mode
        self.now = now
    }

    func openRecord(of check: String) -> DivergenceRecord? { episode.openRecords.first { $0.check == check } }
}
