package import HemoStatCore

/// HemoStat's event envelope, as it stands on channels, streams and event lists.
package struct EventEnvelope<Payload: Encodable & Sendable>: Encodable, Sendable {
    package var eventType: String
    package var timestamp: Timestamp
    package var agent: String
    package var data: Payload

    package init(eventType: String, timestamp: Timestamp, agent: String, data: Payload) {
        self.eventType = eventType
        self.timestamp = timestamp
        self.agent = agent
        self.data = data
    }

    private enum CodingKeys: String, CodingKey {
        case eventType = "event_type"
        case timestamp
        case agent
        case data
    }
}
