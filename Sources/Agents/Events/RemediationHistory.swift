import HemoStatCore

/// `hemostat:state:remediation_history:<name>`: the last action on a container, for tools that look it up by name.
struct RemediationHistory: Encodable, Sendable {
    var lastAction: String
    var lastResult: RemediationComplete.Status
    /// Actions so far in the episode.
    var retryCount: Int
    var timestamp: Timestamp

    static let seconds = 7200

    init(_ event: RemediationComplete, _ episode: Episode, at timestamp: Timestamp) {
        lastAction = event.action
        lastResult = event.result.status
        retryCount = episode.intents.count
        self.timestamp = timestamp
    }

    private enum CodingKeys: String, CodingKey {
        case lastAction = "last_action"
        case lastResult = "last_result"
        case retryCount = "retry_count"
        case timestamp
    }
}
