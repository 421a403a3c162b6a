/// One episode, for people and scripts.
package struct EpisodeStatus: Sendable, Equatable, Codable {
    package var id: String
    package var host: String
    package var container: String
    package var containerID: String
    package var phase: Phase
    package var reason: String?
    package var message: String
    package var severity: Severity
    package var policies: [String]
    package var expectations: [String]
    package var cause: String?
    package var actions: Int
    package var openedAt: Timestamp
    package var since: Timestamp
    package var nextEligible: Timestamp?
    package var transitions: [PhaseTransition]
    package var trail: [TrailEntry]

    package init(_ episode: Episode) {
        id = episode.id
        host = episode.host
        container = episode.containerName
        containerID = episode.containerID
        phase = episode.phase
        reason = episode.reason
        message = episode.message
        severity = episode.severity
        policies = Set(episode.records.map(\.policy)).sorted()
        expectations = episode.records.map(\.expectation)
        cause = episode.diagnosis?.cause
        actions = episode.actionsDone
        openedAt = episode.openedAt
        since = episode.transitions.last?.at ?? episode.openedAt
        nextEligible = episode.nextEligible
        transitions = episode.transitions
        trail = episode.trail
    }
}
