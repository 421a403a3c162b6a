/// Why Redis could not be asked, or what it answered instead of a result.
///
/// The text never holds a password.
package struct RedisError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// There is no connection at the moment; nothing was sent.
        case notConnected
        /// The connection ended while the command was on the wire.
        case connectionLost
        /// No reply came within the command's deadline; the connection was given up with it.
        case timedOut
        /// The client or connection was closed by us.
        case closed
        /// The waiting task was cancelled.
        case cancelled
        /// A connection could not be made or Redis refused the login, database or greeting.
        case connectFailed
        /// Redis is there but still loads its data, so that no connection was made.
        case loading
        /// Redis answered with an error reply whose first word is `prefix`: `WRONGTYPE`, `NOSCRIPT`, `ERR`.
        case serverReply(prefix: String)
        /// A reply has another shape than the command promises.
        case unexpectedReply
        /// It is written, but no replica acknowledged it in time: a failover may lose it, so it does not count.
        case unacknowledged
        /// An address, or an option of it, does not parse.
        case invalidEndpoint
    }

    package let code: Code
    /// One lower-case sentence for people.
    package let message: String
    /// Whether Redis may have executed the command although there is no result: such a command is never sent again by
    /// us, and its caller has to look at the state before it tries again.
    package let mayHaveExecuted: Bool

    package init(_ code: Code, _ message: String, mayHaveExecuted: Bool = false) {
        self.code = code
        self.message = message
        self.mayHaveExecuted = mayHaveExecuted
    }

    package var description: String { message }

    /// The first word of an error reply; nil when the error is not one.
    package var replyPrefix: String? {
        guard case .serverReply(let prefix) = code else { return nil }
        return prefix
    }
}

extension RedisError {
    /// An error reply to `subject`, a command's verb or a script's name.
    package static func reply(_ reply: RESPErrorReply, to subject: String) -> RedisError {
        RedisError(.serverReply(prefix: reply.code), "redis refused \(subject): \(reply.message)")
    }

    /// What is written at the primary and, as far as we know, nowhere else.
    static func unacknowledged(_ what: String) -> RedisError {
        RedisError(
            .unacknowledged,
            "no redis replica acknowledged \(what) within 100 ms, so nothing is done upon it; "
                + "look at the replicas, or restart the operator when this redis has none any more",
            mayHaveExecuted: true
        )
    }

    /// A reply of another shape than `subject` promises.
    package static func unexpected(replyTo subject: String, wanted: String) -> RedisError {
        RedisError(
            .unexpectedReply,
            "redis answered \(subject) with something else than \(wanted)",
            mayHaveExecuted: true
        )
    }
}
