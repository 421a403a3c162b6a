/// The one snapshot all gates look at.
package struct GateInput: Sendable {
    package var episode: Episode
    package var resolved: ResolvedPolicy
    package var step: PlannedStep
    /// As inspected just now; nil when Docker does not know it any more.
    package var container: ContainerObservation?
    package var evaluated: [EvaluatedExpectation]
    package var history: ActionHistory
    /// Of the lease the Responder holds; nil when it holds none.
    package var lease: LeaseView?
    /// The operator's own limit (`RESPONDER_DRY_RUN=true` caps every mode at DryRun).
    package var modeCap: RemediationMode
    /// The time zones of windows.
    package var zones: ZoneTable
    /// The actions that can be done, by keyword; nil for all.
    package var supportedActions: Set<String>?
    package var now: Timestamp

    package init(
        episode: Episode,
        resolved: ResolvedPolicy,
        step: PlannedStep,
        container: ContainerObservation?,
        evaluated: [EvaluatedExpectation],
        history: ActionHistory,
        lease: LeaseView?,
        modeCap: RemediationMode = .enforce,
        zones: ZoneTable = ZoneTable(),
        supportedActions: Set<String>? = nil,
        now: Timestamp
    ) {
        self.episode = episode
        self.resolved = resolved
        self.step = step
        self.container = container
        self.evaluated = evaluated
        self.history = history
        self.lease = lease
        self.modeCap = modeCap
        self.zones = zones
        self.supportedActions = supportedActions
        self.now = now
    }

    package struct LeaseView: Sendable, Equatable {
        package var epoch: Int64
        package var remaining: Duration

        package init(epoch: Int64, remaining: Duration) {
            self.epoch = epoch
            self.remaining = remaining
        }
    }

    var remediation: RemediationSpec { step.policy.spec.remediation }
    var mode: RemediationMode { resolved.mode(of: step.policy, cap: modeCap) }
}
