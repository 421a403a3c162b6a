/// One change of an episode's phase, as it goes on the stream of transitions: what the Alert agent makes its words of.
package struct TransitionNotice: Sendable, Equatable, Codable {
    package var episode: String
    package var host: String
    package var container: String
    package var containerID: String
    package var image: String
    package var phase: Phase
    package var reason: String?
    package var message: String
    package var severity: Severity
    package var policies: [String]
    package var expectations: [String]
    /// What the diagnosis said; nil before there is one.
    package var cause: String?
    package var action: String?
    /// Actions done so far in the episode.
    package var actions: Int
    package var openedAt: Timestamp
    package var at: Timestamp
    /// Whether people have been told of the episode: only then are they told of its end.
    package var isAnnounced: Bool
    /// What the policies concerned want told; nil stands for the usual.
    package var occasions: [AlertSpec.Occasion]?

    package init(_ episode: Episode, _ transition: PhaseTransition) {
        self.episode = episode.id
        host = episode.host
        container = episode.containerName
        containerID = episode.containerID
        image = episode.image
        phase = transition.phase
        reason = transition.reason
        message = episode.message
        severity = episode.severity
        policies = Set(episode.records.map(\.policy)).sorted()
        expectations = episode.records.filter(\.hasFired).map(\.expectation)
        cause = episode.diagnosis?.cause
        action = episode.intents.last?.action.keyword
        actions = episode.actionsDone
        openedAt = episode.openedAt
        at = transition.at
        isAnnounced = episode.isAnnounced
        occasions = episode.occasions
    }

    /// What makes an alert the same alert: told once, however often the entry is delivered.
    ///
    /// Actions are told apart.
    package var identity: String {
        phase == .verifying ? "\(episode)/\(phase.rawValue)/\(actions)" : "\(episode)/\(phase.rawValue)"
    }
}
