/// Why the private Redis cannot be used, in one sentence that names the directory or program.
package struct EmbeddedRedisError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// The socket's path would be longer than a unix socket's can be.
        case pathTooLong
        /// The directory or its lock cannot be made or written.
        case directoryUnusable
        /// Another live process, if its id is known this one, owns the directory.
        case inUse(process: Int32?)
        /// Another Redis than the directory's own answers on its socket.
        case foreignServer
        /// There is no `redis-server` program.
        case executableMissing
        /// Redis ended while it started, or did not come up in time.
        case startFailed
        /// A Redis is there but does not answer, or did not end when asked to.
        case notAnswering
        case cancelled
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
