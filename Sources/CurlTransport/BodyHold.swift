/// The share a body, or the one iterator over it, has in a stream; its end tells the stream that nobody reads on.
final class BodyHold: Sendable {
    enum Role: Sendable {
        case body
        case reader
    }

    let channel: StreamChannel
    private let role: Role

    init(_ channel: StreamChannel, _ role: Role) {
        self.channel = channel
        self.role = role
    }

    deinit {
        channel.drop(role)
    }
}
