/// What the followed output of a container said, in its current run.
package struct LogObservation: Sendable, Equatable, Codable {
    /// Since when every line has been seen.
    package var since: Timestamp
    /// Whether the output is being followed now.
    package var isFollowed: Bool
    /// By pattern: when the last line matched.
    ///
    /// Never the line itself, which may hold secrets.
    package var matches: [String: Timestamp]
    /// By pattern: the last time it gave up on a line.
    package var limits: [String: Timestamp]

    package init(
        since: Timestamp,
        isFollowed: Bool = true,
        matches: [String: Timestamp] = [:],
        limits: [String: Timestamp] = [:]
    ) {
        self.since = since
        self.isFollowed = isFollowed
        self.matches = matches
        self.limits = limits
    }
}
