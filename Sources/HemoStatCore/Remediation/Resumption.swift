/// A person's word that actions go on: after an incident, an escalation or a tug of war.
package struct Resumption: Sendable, Equatable, Codable {
    package var by: String
    package var at: Timestamp

    package init(by person: String, at instant: Timestamp) {
        by = person
        at = instant
    }
}
