/// The world as one reconcile sees it, read once.
package struct ReconcileInput: Sendable {
    package var key: ContainerKey
    /// Nil when the host's list does not have it any more.
    package var container: ContainerObservation?
    package var resolved: ResolvedPolicy
    package var evaluated: [EvaluatedExpectation]
    package var episode: Episode?
    package var now: Timestamp
    /// What people said of the container, holds and answers to requests, as a text that changes when they do.
    package var orders: String
    /// False before the policies were read for the first time: then nobody knows what any of them wants.
    package var policiesKnown: Bool

    package init(
        key: ContainerKey,
        container: ContainerObservation?,
        resolved: ResolvedPolicy,
        evaluated: [EvaluatedExpectation],
        episode: Episode?,
        now: Timestamp,
        orders: String = "",
        policiesKnown: Bool = true
    ) {
        self.key = key
        self.container = container
        self.resolved = resolved
        self.evaluated = evaluated
        self.episode = episode
        self.now = now
        self.orders = orders
        self.policiesKnown = policiesKnown
    }

    /// What a decision to wait was made against: the run, its state, why it ended, what people said, and the meaning of the policies, last.
    var fingerprint: String {
        guard let container else { return "gone" }
        return [
            container.startedAt?.description ?? "never", container.status.rawValue,
            container.exitCause()?.rawValue ?? "", orders, resolved.fingerprint,
        ].joined(separator: "|")
    }

    /// Who the policy of the first open record wants asked for the cause.
    package var analysisMode: AnalysisSpec.Mode {
        let policy = episode?.openRecords.first.flatMap { resolved.policy(named: $0.policy) }
        return policy?.spec.analysis.mode ?? .hybrid
    }

    func evaluated(for record: DivergenceRecord) -> EvaluatedExpectation? {
        evaluated.first { $0.bound.policy == record.policy && $0.bound.expectation.name == record.expectation }
    }
}
