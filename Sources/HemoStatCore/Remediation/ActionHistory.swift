/// What was done before, counted under a container's ledger key, so that it survives recreation.
package struct ActionHistory: Sendable, Equatable {
    /// Times of all intents, oldest first.
    package var intents: [Timestamp]
    /// When actions were found not to have helped.
    package var ineffective: [Timestamp]
    /// When one was last found to have helped.
    package var lastEffective: Timestamp?
    /// End of the last episode that acted.
    package var lastEpisodeEnd: Timestamp?
    /// An intent whose outcome nobody knows yet.
    package var openIntent: String?

    package init(
        intents: [Timestamp] = [],
        ineffective: [Timestamp] = [],
        lastEffective: Timestamp? = nil,
        lastEpisodeEnd: Timestamp? = nil,
        openIntent: String? = nil
    ) {
        self.intents = intents
        self.ineffective = ineffective
        self.lastEffective = lastEffective
        self.lastEpisodeEnd = lastEpisodeEnd
        self.openIntent = openIntent
    }
}
