import Synchronization

/// A real HTTP/1.1 server for tests, on a port of 127.0.0.1 or on a unix socket.
///
/// It remembers every request, and answers as told, which may be late, wrong, cut short or not at all. Ended at the latest with this object.
package final class StubHTTPServer: Sendable {
    package typealias Responder = @Sendable (StubRequest) -> StubResponse

    private struct State {
        var requests: [StubRequest] = []
        var script: [StubResponse] = []
        var connections: [Int: Socket] = [:]
        var accepted = 0
        var threads: [WorkerThread] = []
        var isClosed = false
    }

    /// What the threads hold on to.
    private final class Core: Sendable {
        let listener: Socket
        let stop: StopSignal
        let respond: Responder
        let state = Mutex(State())

        init(listener: Socket, respond: @escaping Responder) throws {
            self.listener = listener
            self.respond = respond
            stop = try StopSignal()
        }
    }

    /// The base URL, without a slash at its end; for a unix socket `http://localhost`.
    package let url: String
    /// The port on 127.0.0.1; 0 for a unix socket.
    package let port: UInt16
    private let core: Core

    /// Starts the server, without a unix socket on 127.0.0.1 and a port that the kernel picks.
    ///
    /// `respond` gives the answer when the script is used up; called on the connection's thread, it may block.
    /// - Throws: `SystemError`.
    package init(unixSocketPath: String? = nil, respond: @escaping Responder = { _ in .ok }) throws {
        let listener = try unixSocketPath.map(Socket.listen(atUnixPath:)) ?? Socket.listenOnLoopback()
        port = unixSocketPath == nil ? listener.port : 0
        url = unixSocketPath == nil ? "http://127.0.0.1:\(port)" : "http://localhost"
        let core = try Core(listener: listener, respond: respond)
        self.core = core
        let acceptor = try WorkerThread { Self.accept(core) }
        core.state.withLock { $0.threads.append(acceptor) }
    }

    deinit { close() }

    /// Every request so far, in the order of arrival.
    package var requests: [StubRequest] { core.state.withLock { $0.requests } }

    /// Connections accepted so far.
    package var connectionCount: Int { core.state.withLock { $0.accepted } }

    /// Adds answers for the next requests, before the responder is asked again.
    package func enqueue(_ responses: StubResponse...) { core.state.withLock { $0.script += responses } }

    /// Waits until so many requests have come, and returns all that have.
    /// - Throws: `AwaitError`.
    @discardableResult
    package func waitForRequests(_ count: Int, within limit: Duration = .seconds(60)) async throws -> [StubRequest] {
        try await eventually(within: limit, "\(count) requests at \(url)") {
            let requests = self.requests
            return requests.count >= count ? requests : nil
        }
    }

    /// Closes the open connections, but goes on listening.
    package func dropConnections() {
        let open = core.state.withLock { state in Array(state.connections.values) }
        for socket in open { socket.shutDown() }
    }

    /// Stops listening, closes every connection and waits for the threads; idempotent.
    ///
    /// Not to be called from the responder.
    package func close() {
        let threads = core.state.withLock { state in
            state.isClosed = true
            defer { state.threads = [] }
            return state.threads
        }
        core.stop.raise()
        core.listener.shutDown()
        dropConnections()
        for thread in threads { thread.join() }
    }

    private static func accept(_ core: Core) {
        while let socket = core.listener.accept() {
            core.state.withLock { state in
                guard !state.isClosed else { return }
                let number = state.accepted
                guard let thread = try? WorkerThread({ serve(socket, number: number, core) }) else { return }
                state.accepted += 1
                state.connections[number] = socket
                state.threads.append(thread)
            }
        }
    }

    private static func serve(_ socket: Socket, number: Int, _ core: Core) {
        var reader = RequestReader(socket: socket, connection: number)
        while let request = reader.next() {
            let scripted = core.state.withLock { state in
                state.requests.append(request)
                return state.script.isEmpty ? nil : state.script.removeFirst()
            }
            let response = scripted ?? core.respond(request)
            guard deliver(response, to: request, on: socket, core) else { break }
        }
        socket.shutDown()
        core.state.withLock { $0.connections[number] = nil }
    }

    /// Sends an answer; whether the connection goes on.
    private static func deliver(
        _ response: StubResponse,
        to request: StubRequest,
        on socket: Socket,
        _ core: Core
    ) -> Bool {
        if core.stop.wait(for: response.delay) { return false }
        let body = request.method == "HEAD" ? [] : response.body
        switch response.delivery {
        case .whole:
            return socket.write(response.head() + body) && request.header("connection")?.lowercased() != "close"
        case .pieces(let pieces, let pause):
            guard socket.write(response.head()) else { return false }
            for piece in pieces where !piece.isEmpty {
                let size = Array("\(String(piece.count, radix: 16))\r\n".utf8)
                guard socket.write(size + piece + [13, 10]), !core.stop.wait(for: pause) else { return false }
            }
            return socket.write(Array("0\r\n\r\n".utf8))
        case .truncated(let count):
            socket.write(response.head() + body.prefix(count))
            return false
        case .raw(let bytes):
            socket.write(bytes)
            return false
        case .silence:
            _ = core.stop.waitForEnd(of: socket)
            return false
        }
    }
}
