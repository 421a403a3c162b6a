/// An incident's beginning or end, as it goes on the stream of transitions: what the Alert agent makes its words of.
package struct IncidentNotice: Sendable, Equatable, Codable {
    package var incident: Incident
    package var at: Timestamp

    package init(_ incident: Incident, at now: Timestamp) {
        self.incident = incident
        at = now
    }

    /// What makes an alert the same alert: told once, however often the entry is delivered.
    package var identity: String { "\(incident.id)/\(incident.isOpen ? "open" : "closed")" }
}
