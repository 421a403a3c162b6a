/// One line of an episode's trail: who decided what, from which values.
package struct TrailEntry: Sendable, Equatable, Codable {
    package var at: Timestamp
    package var stage: Stage
    /// A reason code: a rule's, a gate's, an outcome's.
    package var code: String
    package var message: String
    /// The values it was decided from, by name.
    package var inputs: [String: String]

    package init(at: Timestamp, stage: Stage, code: String, message: String, inputs: [String: String] = [:]) {
        self.at = at
        self.stage = stage
        self.code = code
        self.message = message
        self.inputs = inputs
    }

    package enum Stage: String, Sendable, Codable {
        case observation = "Observation"
        case analysis = "Analysis"
        case gate = "Gate"
        case action = "Action"
        case verification = "Verification"
    }
}

extension Episode {
    /// Enough for a whole ladder with every gate; older lines go.
    private static let trailLimit = 96
    private static let transitionLimit = 64

    package mutating func note(_ entry: TrailEntry) {
        trail.append(entry)
        if trail.count > Self.trailLimit { trail.removeFirst(trail.count - Self.trailLimit) }
    }

    /// The only way a phase changes.
    package mutating func enter(_ phase: Phase, at now: Timestamp, reason: String? = nil, message: String) {
        if phase != self.phase || reason != self.reason || transitions.isEmpty {
            transitionTotal += 1
            transitions.append(PhaseTransition(phase: phase, at: now, reason: reason))
            if transitions.count > Self.transitionLimit { transitions.removeFirst() }
        }
        self.phase = phase
        self.reason = reason
        self.message = message
        // Whoever holds says anew until when and against what.
        (nextEligible, heldAgainst) = (nil, nil)
        if phase.isFinal || phase == .escalated { closedAt = now }
    }
}
