/// One snapshot for the rules: the episode and the container as it is now.
package struct AnalysisInput: Sendable {
    package var episode: Episode
    package var container: ContainerObservation
    package var evaluated: [EvaluatedExpectation]
    package var now: Timestamp

    package init(
        episode: Episode,
        container: ContainerObservation,
        evaluated: [EvaluatedExpectation],
        now: Timestamp
    ) {
        self.episode = episode
        self.container = container
        self.evaluated = evaluated
        self.now = now
    }

    func openRecord(of check: String) -> DivergenceRecord? { episode.openRecords.first { $0.check == check } }
}
