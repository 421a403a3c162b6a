import Glibc
import Synchronization

/// Stands between clients and a Redis on a unix socket, and decides on each command by itself.
///
/// Unlike `SocketProxy` it knows where commands and replies begin and end. Ended at the latest with this object.
package final class RedisProxy: Sendable {
    /// What becomes of a command.
    package enum Verdict: Sendable {
        case forward
        /// Redis never gets it; the client gets this error in its place.
        case refuse(String)
        /// Redis never gets it, and the connection breaks.
        case drop
        /// Redis runs it; the connection breaks before the reply.
        case loseReply
        /// Redis runs it; this is done when the reply has come, before the client gets it.
        case beforeReply(@Sendable () -> Void)
    }

    package typealias Judge = @Sendable (RedisCall) -> Verdict

    private struct State {
        var connections: [Int: [Socket]] = [:]
        var accepted = 0
        var threads: [WorkerThread] = []
        var isClosed = false
    }

    private final class Core: Sendable {
        let target: String
        let listener: Socket
        let judge: Judge
        let state = Mutex(State())

        init(target: String, listener: Socket, judge: @escaping Judge) {
            (self.target, self.listener, self.judge) = (target, listener, judge)
        }
    }

    /// What is due at some replies of one connection, counted from 0.
    private final class Dues: Sendable {
        struct Due: Sendable {
            var sent = 0
            var waiting: [Int: Verdict] = [:]
        }
        let state = Mutex(Due())
    }

    /// The socket clients connect to.
    package let path: String
    private let core: Core
    private let folder: TemporaryDirectory

    /// - Throws: `SystemError`.
    package init(to socketPath: String, judge: @escaping Judge) throws {
        folder = try TemporaryDirectory()
        path = folder.file("redis.sock")
        let core = Core(target: socketPath, listener: try Socket.listen(atUnixPath: path), judge: judge)
        self.core = core
        let acceptor = try WorkerThread { Self.accept(core) }
        core.state.withLock { $0.threads.append(acceptor) }
    }

    deinit { close() }

    /// Closes everything and waits for the threads; idempotent, and not to be called from the judge.
    package func close() {
        let (threads, sockets) = core.state.withLock { state in
            state.isClosed = true
            defer { state.threads = [] }
            return (state.threads, state.connections.values.flatMap(\.self))
        }
        core.listener.shutDown()
        for socket in sockets { socket.shutDown() }
        for thread in threads { thread.join() }
    }

    private static func accept(_ core: Core) {
        while let client = core.listener.accept() {
            guard let redis = try? Socket.connect(toUnixPath: core.target) else { continue }
            core.state.withLock { state in
                guard !state.isClosed else { return }
                let number = state.accepted
                guard let thread = try? WorkerThread({ carry(client, redis, number: number, core) }) else { return }
                state.accepted += 1
                state.connections[number] = [client, redis]
                state.threads.append(thread)
            }
        }
    }

    /// Carries one connection to its end: the commands on this thread, the replies on another.
    private static func carry(_ client: Socket, _ redis: Socket, number: Int, _ core: Core) {
        let dues = Dues()
        let replies = try? WorkerThread { passReplies(from: redis, to: client, dues) }
        passCommands(from: client, to: redis, dues, core)
        redis.endWriting()
        replies?.join()
        client.shutDown()
        redis.shutDown()
        core.state.withLock { $0.connections[number] = nil }
    }

    private static func passCommands(from client: Socket, to redis: Socket, _ dues: Dues, _ core: Core) {
        var buffer: [UInt8] = []
        while true {
            let bytes = client.read()
            guard !bytes.isEmpty else { return }
            buffer += bytes
            while let (call, length) = RedisCall.parse(buffer[...]) {
                let verdict = core.judge(call)
                var command = Array(buffer.prefix(length))
                buffer.removeFirst(length)
                switch verdict {
                case .drop: return client.shutDown()
                case .refuse(let text):
                    command = RedisProbe.encode(["EVAL", "return redis.error_reply(ARGV[1])", "0", text])
                case .forward, .loseReply, .beforeReply: break
                }
                dues.state.withLock { due in
                    switch verdict {
                    case .loseReply, .beforeReply: due.waiting[due.sent] = verdict
                    case .forward, .refuse, .drop: break
                    }
                    due.sent += 1
                }
                guard redis.write(command) else { return }
            }
        }
    }

    private static func passReplies(from redis: Socket, to client: Socket, _ dues: Dues) {
        var buffer: [UInt8] = []
        var received = 0
        while true {
            let bytes = redis.read()
            guard !bytes.isEmpty else { return client.shutDown() }
            buffer += bytes
            var complete = 0
            while let (_, length) = RedisReply.parse(buffer.dropFirst(complete)) {
                complete += length
                let due = dues.state.withLock { $0.waiting.removeValue(forKey: received) }
                received += 1
                switch due {
                case .loseReply: return client.shutDown()
                case .beforeReply(let act): act()
                case nil, .forward, .refuse, .drop: break
                }
            }
            guard client.write(buffer.prefix(complete)) else { return }
            buffer.removeFirst(complete)
        }
    }
}
