/// One container's trouble, from its first divergence to `Resolved`, `Escalated` or `Superseded`.
///
/// The record everything is decided from and the only one that is written: whole, by compare-and-set on `revision`.
package struct Episode: Sendable, Equatable, Codable {
    /// Built from host, container and opening time: the identity events and alerts are idempotent by.
    package var id: String
    package var host: String
    package var containerID: String
    package var containerName: String
    package var image: String
    package var ledgerKey: String
    /// Of the run that is in trouble now; moves on when HemoStat itself restarts the container.
    package var startedAt: Timestamp?
    package var phase: Phase
    /// A reason code for phases that need one: a gate's name, `StepsExhausted`, ….
    package var reason: String?
    package var message: String
    /// When time alone may change a `Held`.
    package var nextEligible: Timestamp?
    package var records: [DivergenceRecord]
    package var openedAt: Timestamp
    package var firedAt: Timestamp?
    package var closedAt: Timestamp?
    /// Grows with every write.
    package var revision: Int64
    package var diagnosis: Diagnosis?
    /// Attempts used, by `policy/step index`.
    package var attempts: [String: Int]
    package var intents: [Intent]
    package var verification: VerificationState?
    /// The group in which its action counts as a disruption, from the intent until the proof is over.
    package var disruptionGroup: String?
    /// The last actions of the episodes before, as far as what follows them may still be their doing.
    package var earlier: [Intent]?
    /// The tug of war it is in; nil while there is none.
    package var contest: Contest?
    /// What was undone until then is forgiven: a person said so, or the policies changed.
    package var peaceAt: Timestamp?
    /// How often it was tried once more after it was escalated.
    package var trials: Int?
    /// When a person last said that it goes on.
    package var resumedAt: Timestamp?
    /// Since when every expectation of the episode has been met; nil while one is not.
    package var metSince: Timestamp?
    /// When the Analyzer or the Responder was last asked: asked again when no answer comes.
    package var handedAt: Timestamp?
    /// What a hold was decided against: it is reconsidered when this changes.
    package var heldAgainst: String?
    /// Whether people have been told of it: only then are they told of its end.
    package var isAnnounced: Bool
    /// What people are told of, by the policies concerned; nil before anything fired.
    package var occasions: [AlertSpec.Occasion]?
    package var transitions: [PhaseTransition]
    /// How many there have been, also those no longer listed.
    package var transitionTotal: Int
    package var trail: [TrailEntry]

    package init(
        id: String,
        container: ContainerObservation,
        openedAt: Timestamp,
        records: [DivergenceRecord]
    ) {
        self.id = id
        host = container.key.host
        containerID = container.key.id
        containerName = container.name
        image = container.image
        ledgerKey = container.ledgerKey
        startedAt = container.startedAt
        phase = .pending
        message = ""
        self.records = records
        self.openedAt = openedAt
        revision = 0
        attempts = [:]
        intents = []
        isAnnounced = false
        transitions = []
        transitionTotal = 0
        trail = []
    }

    package var key: ContainerKey { ContainerKey(host: host, id: containerID) }
    package var openRecords: [DivergenceRecord] { records.filter { $0.hasFired && $0.isDiverged } }
    package var openIntent: Intent? { intents.last { $0.outcome == nil } }
    /// How many actions Docker has done, or may have.
    package var actionsDone: Int { intents.count { !$0.isNotDone } }
    package var severity: Severity { records.map(\.severity).max() ?? .medium }

    /// Whether what happened to the container at this instant was HemoStat's own doing.
    package func isOurs(_ instant: Timestamp) -> Bool { deeds.contains { $0.covers(instant) } }

    /// Its actions and those before it that it remembers, oldest first.
    var deeds: [Intent] { (earlier ?? []) + intents }

    /// Why the container is down; an end that HemoStat asked for itself is nobody's wish.
    ///
    /// A restart ends only the run it was decided for: whoever stops the next one, however soon, means it.
    package func exitCause(of container: ContainerObservation) -> ExitCause? {
        container.exitCause { instant in
            deeds.contains { $0.mayHaveEnded(runSince: container.startedAt, at: instant) }
        }
    }
}
