import Glibc
import Synchronization

/// Asks a Redis over its unix socket, blocking, and shares nothing with our own client.
///
/// A connection is made when needed and given up at the first failure.
package final class RedisProbe: Sendable {
    package let socketPath: String
    private let limit: Duration
    private let connection = Mutex<Socket?>(nil)

    /// The limit is how long an answer may take.
    package init(socketPath: String, limit: Duration = .milliseconds(400)) {
        self.socketPath = socketPath
        self.limit = limit
    }

    /// Runs a command.
    ///
    /// - Throws: `SystemError` when Redis does not answer in time, `CommandError` when it answers with an error.
    @discardableResult
    package func ask(_ words: String...) throws -> RedisReply { try ask(words) }

    /// Runs a command.
    ///
    /// - Throws: `SystemError` when Redis does not answer in time, `CommandError` when it answers with an error.
    @discardableResult
    package func ask(_ words: [String]) throws -> RedisReply {
        let reply = try connection.withLock { connection in
            do {
                let socket = try connection ?? connect()
                connection = socket
                return try Self.exchange(words, on: socket)
            } catch {
                connection = nil
                throw error
            }
        }
        guard case .error(let text) = reply else { return reply }
        throw CommandError(command: words.first ?? "", output: text)
    }

    private func connect() throws -> Socket {
        let socket = try Socket.connect(toUnixPath: socketPath)
        let (seconds, attoseconds) = limit.components
        var time = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        return socket
    }

    private static func exchange(_ words: [String], on socket: Socket) throws -> RedisReply {
        socket.write(encode(words))
        var buffer: [UInt8] = []
        while true {
            let bytes = socket.read()
            guard !bytes.isEmpty else { throw SystemError("an answer of Redis", number: ETIMEDOUT) }
            buffer += bytes
            if let (reply, _) = RedisReply.parse(buffer[...]) { return reply }
        }
    }

    /// A command as it goes over the wire.
    static func encode(_ words: [String]) -> [UInt8] {
        words.reduce(into: Array("*\(words.count)\r\n".utf8)) { bytes, word in
            bytes += Array("$\(word.utf8.count)\r\n".utf8) + Array(word.utf8) + [13, 10]
        }
    }
}
