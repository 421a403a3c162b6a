/// A message that was published on a channel.
package struct PubSubMessage: Sendable, Equatable {
    package let channel: String
    /// The pattern that the channel matched; nil for a channel subscribed by its name.
    package let pattern: String?
    package let payload: [UInt8]

    package var text: String? { String(validating: payload, as: UTF8.self) }

    package init(channel: String, pattern: String? = nil, payload: [UInt8]) {
        self.channel = channel
        self.pattern = pattern
        self.payload = payload
    }

    /// Reads `[message, channel, payload]` or `[pmessage, pattern, channel, payload]`.
    init?(_ reply: RESPValue) {
        guard let parts = reply.asArray else { return nil }
        switch (parts.first?.asString, parts.count) {
        case ("message", 3):
            guard let channel = parts[1].asString, let payload = parts[2].asBytes else { return nil }
            self.init(channel: channel, payload: payload)
        case ("pmessage", 4):
            guard let pattern = parts[1].asString, let channel = parts[2].asString, let payload = parts[3].asBytes
            else { return nil }
            self.init(channel: channel, pattern: pattern, payload: payload)
        default:
            return nil
        }
    }
}
