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
    /// Every hold in force, expired ones too: the gate looks at the time.
    package var holds: [Hold]
    /// All containers of the host, the target among them: without it the gates that need the others deny.
    package var host: HostPicture
    /// What a person said to this step; nil when nobody has.
    package var approval: Approval?
    package var now: Timestamp

    /// Without a `host` it is one with this container alone.
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
        holds: [Hold] = [],
        host: HostPicture? = nil,
        approval: Approval? = nil,
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
        self.holds = holds
        self.host = host ?? HostPicture(members: container.map { [HostPicture.Member(container: $0)] } ?? [])
        self.approval = approval
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
