/// Why an exchange failed.
///
/// Messages name the place (never user names, passwords, paths or queries of a URL).
package struct CurlError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        case invalidRequest
        case couldNotResolve
        case couldNotConnect
        case timedOut
        case connectionClosed
        case tls
        case bodyTooLarge
        case lineTooLong
        case protocolError
        case shutDown
    }

    package let code: Code
    package let message: String
    /// Whether the request may have reached the peer (false only when it surely was never sent).
    package let mayHaveBeenSent: Bool

    package init(_ code: Code, _ message: String, mayHaveBeenSent: Bool = false) {
        self.code = code
        self.message = message
        self.mayHaveBeenSent = mayHaveBeenSent
    }

    package var description: String { message }
}
