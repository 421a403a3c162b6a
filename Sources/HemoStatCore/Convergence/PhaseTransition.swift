/// One change of phase, as `status` shows it and alerts are made of.
package struct PhaseTransition: Sendable, Equatable, Codable {
    package var phase: Phase
    package var at: Timestamp
    package var reason: String?

    package init(phase: Phase, at: Timestamp, reason: String? = nil) {
        self.phase = phase
        self.at = at
        self.reason = reason
    }
}
