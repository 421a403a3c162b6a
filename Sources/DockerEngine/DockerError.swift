/// What went wrong in a call of the Engine API.
package struct DockerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure callers tell apart; never match on the message.
    package enum Code: String, Sendable, CaseIterable {
        /// Refused here, never sent: an argument that may not go into a path, a malformed request.
        case invalidRequest
        /// No connection, TLS failed, or the connection broke before the answer was whole.
        case unreachable
        case timedOut
        case cancelled
        /// 400: the engine refuses the arguments.
        case badRequest
        /// 401 or 403, also by a socket proxy in front of the engine.
        case unauthorized
        /// 404: no such container.
        case notFound
        /// 409: the container's state forbids it.
        case conflict
        /// 5xx: the engine failed.
        case serverError
        /// 304 where only a change is an answer.
        case notModified
        /// The engine speaks none of our API versions.
        case apiVersionUnsupported
        /// An answer larger than its cap, or a line longer than its cap.
        case tooLarge
        /// An answer that is not what the API promises.
        case malformedResponse
    }

    package let code: Code
    /// One line of at most 300 characters; for a refusal Docker's own `message`.
    package let message: String
    /// Method and path without the version: `POST /containers/web/restart`.
    package let call: String
    /// Whether the engine may have done, or begun, what a changing call asks; false for reading calls.
    package let mayHaveHappened: Bool

    package init(_ code: Code, _ message: String, call: String, mayHaveHappened: Bool = false) {
        self.code = code
        self.message = EngineText.singleLine(message, limit: Self.messageCharacters)
        self.call = call
        self.mayHaveHappened = mayHaveHappened
    }

    private static let messageCharacters = 300

    package var description: String { "\(call): \(message)" }
}
