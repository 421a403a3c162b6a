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
    /// Open ones, and those of the last hour.
    package var incidents: [Incident]
    /// In force now.
    package var holds: [Hold]
    /// Replicas that reach another engine than the one a host's name stands for, one sentence each.
    package var mismatches: [String]
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
        incidents: [Incident] = [],
        holds: [Hold] = [],
        mismatches: [String] = [],
        deadAlerts: Int
    ) {
        self.version = version
        self.identity = identity
        self.at = at
        self.hosts = hosts
        self.policies = policies
        self.source = source
        self.episodes = episodes
        self.incidents = incidents
        self.holds = holds
        self.mismatches = mismatches
        self.deadAlerts = deadAlerts
    }
}
