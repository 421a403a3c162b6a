/// Where a record or an episode stands on its way from divergence to convergence.
package enum Phase: String, Sendable, Codable, CaseIterable {
    /// Divergent, but not for long enough yet.
    case pending = "Pending"
    /// Long enough: the Analyzer has been asked.
    case firing = "Firing"
    /// The Analyzer confirmed; the Responder has been asked.
    case diagnosed = "Diagnosed"
    /// An intent is written and its outcome not known yet.
    case remediating = "Remediating"
    /// Docker did it; now the container must prove it.
    case verifying = "Verifying"
    /// All expectations met for `stableFor`.
    case resolved = "Resolved"
    /// Analysis says that nothing is wrong with the container.
    case falseAlarm = "FalseAlarm"
    /// A person has to agree first.
    case awaitingApproval = "AwaitingApproval"
    /// A gate said no.
    case held = "Held"
    /// Nothing left to try, or Docker refused: a person is needed.
    case escalated = "Escalated"
    /// The container is gone, or another one took its place.
    case superseded = "Superseded"

    /// Whether the Responder may be asked to act: a message delivered late or twice finds another phase.
    package var waitsForAction: Bool { self == .diagnosed || self == .held || self == .awaitingApproval }

    /// Whether the episode is over: a new divergence opens another.
    package var isFinal: Bool { self == .resolved || self == .superseded }
}
