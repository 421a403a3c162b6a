/// Why an exchange failed.
///
/// Messages name the place (never user names, passwords, paths or queries of a URL).
package struct CurlError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable {
        case invalidRequest
        /// The name has no address, or the resolver did not answer in time.
        case couldNotResolve
        /// Nobody listens there: the host refused (ECONNREFUSED), or there is no such unix socket.
        case couldNotConnect
        /// No route leads to the host, or its network does not find it (ENETUNREACH, EHOSTUNREACH).
        case unreachable
        /// Nobody answered the attempt to connect in time.
        case connectTimedOut
        /// This machine could not even try, which says nothing of the peer: no port, descriptor or memory left, or forbidden.
        case localFailure
        /// Connected, but without a complete answer (or TLS handshake) in time; or no time was left to begin with.
        case timedOut
        case connectionClosed
        /// The handshake failed, or the peer's certificate is not trusted.
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
