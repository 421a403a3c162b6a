/// What one reconcile decided: the episode as it should be now, whom to ask, when to look again.
package struct ReconcileDecision: Sendable, Equatable {
    /// Nil: there is none, or the one there was is to be removed.
    package var episode: Episode?
    package var effects: [Effect]
    package var requeueAt: Timestamp?

    package init(episode: Episode?, effects: [Effect] = [], requeueAt: Timestamp? = nil) {
        self.episode = episode
        self.effects = effects
        self.requeueAt = requeueAt
    }

    package enum Effect: Sendable, Equatable {
        /// Publish health_alert.
        case askAnalyzer
        /// Put the episode before the Responder's gates again.
        case askResponder
    }
}
