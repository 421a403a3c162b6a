/// What a test may expect of a container, as it is at one instant.
struct SimulatedState {
    let phase: TestPhase
    let reason: String?
    /// What is to be said of the phase beside its name: ` (Cooldown): cooling down for 5m`.
    let explanation: String
    /// The last of all.
    let action: Intent?
    let actions: Int
    let firing: [String]
    /// Nil for a container that is gone.
    let status: ContainerStatus?
    /// From the start of the test.
    let nextEligible: PolicyDuration?

    init(_ container: SimulatedContainer, since start: Timestamp) {
        let episode = container.episode ?? container.predecessor
        phase = episode.flatMap { TestPhase(rawValue: $0.phase.rawValue) } ?? .none
        reason = episode?.reason
        let message = episode?.message ?? ""
        explanation = (episode?.reason.map { " (\($0))" } ?? "") + (message.isEmpty ? "" : ": \(message)")
        action = container.intents.last
        actions = container.intents.count
        let isOver = episode?.phase.isFinal ?? true
        firing = isOver ? [] : Set(episode?.openRecords.map(\.expectation) ?? []).sorted()
        status = container.isRemoved ? nil : container.observation.status
        nextEligible = episode?.nextEligible.map { $0.elapsed(since: start) }
    }
}
