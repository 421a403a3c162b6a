import NIOCore

/// Commands that are written together and answered together.
struct RedisRequest: Sendable {
    /// The encoded commands.
    let bytes: ByteBuffer
    /// How many replies belong to them.
    let replyCount: Int
    let deadline: NIODeadline
    /// What errors call the request: the first command's verb or the script's name.
    let subject: String
    /// Called once, on the event loop or, when nothing was sent, on the caller's thread.
    let complete: @Sendable (Result<[RESPValue], RedisError>) -> Void
}
