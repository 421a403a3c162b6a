/// Why a text is no endpoint.
///
/// The message is one sentence and never repeats user names or passwords.
package struct DockerEndpointError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// A scheme that is none of unix, tcp, http and https.
        case unsupportedScheme
        /// A socket path that is relative, empty or too long for a socket.
        case invalidPath
        /// A host, a port or something behind them that does not belong there.
        case invalidAddress
        /// A variable of the environment that does not parse.
        case invalidVariable
    }

    package let code: Code
    package let message: String

    package var description: String { message }
}
