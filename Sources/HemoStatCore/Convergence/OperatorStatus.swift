/// Everything `hemostat status` shows, as the operator serves it.
package struct OperatorStatus: Sendable, Equatable, Codable {
    package var version: String
    package var identity: String
    package var at: Timestamp
    package var hosts: [HostStatus]
    package var policies: [PolicyStatus]
    /// Of the policy directory; nil without one.
    package var source: PolicySourceStatus?
    package var episodes: [EpisodeStatus]
    /// Alerts given up on after a day of trying.
    package var deadAlerts: Int

    package init(
        version: String,
        identity: String,
        at: Timestamp,
        hosts: [HostStatus],
        policies: [PolicyStatus],
        source: PolicySourceStatus?,
        episodes: [EpisodeStatus],
        deadAlerts: Int
    ) {
        self.version = version
        self.identity = identity
        self.at = at
        self.hosts = hosts
        self.policies = policies
        self.source = source
        self.episodes = episodes
        self.deadAlerts = deadAlerts
    }
}
