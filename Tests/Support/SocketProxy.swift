import Synchronization

/// Stands between a client and a unix socket (Docker's), passes the bytes on as they come, and writes down every request.
///
/// It can stop the flow, cut connections, refuse new ones, and decide on each request before the peer sees it.
/// Ended at the latest with this object.
package final class SocketProxy: Sendable {
    /// What becomes of a request.
    package enum Verdict: Sendable {
        case forward
        /// Close the connection; the peer never gets the request.
        case drop
        /// Pass it on and close the client's side, so that the client never learns the outcome.
        case forwardWithoutAnswer
    }

    package typealias Judge = @Sendable (ProxiedRequest) -> Verdict

    /// Decides on the bytes of one read from the client, whatever their protocol; called on the connection's thread, it may block.
    package typealias Tap = @Sendable ([UInt8]) -> Verdict

    private struct State {
        var requests: [ProxiedRequest] = []
        var connections: [Int: [Socket]] = [:]
        var accepted = 0
        var threads: [WorkerThread] = []
        var isHolding = false
        var isRefusing = false
        var isClosed = false
    }

    private final class Core: Sendable {
        let target: String
        let listener: Socket
        let stop: StopSignal
        let tap: Tap
        let judge: Judge
        let state = Mutex(State())

        init(target: String, listener: Socket, tap: @escaping Tap, judge: @escaping Judge) throws {
            self.target = target
            self.listener = listener
            self.tap = tap
            self.judge = judge
            stop = try StopSignal()
        }
    }

    /// The socket clients connect to.
    package let path: String
    /// The same as a `DOCKER_HOST`.
    package var dockerHost: String { "unix://\(path)" }
    private let core: Core
    private let folder: TemporaryDirectory

    /// Starts it before a socket, given as a path or as `unix://` and a path, and connected to anew for each connection.
    ///
    /// The judge is asked for each request before its last bytes go on; called on the connection's thread, it may block. The socket is
    /// made at `path`, which the caller removes, or in a folder of the proxy's own.
    /// - Throws: `SystemError`.
    package init(
        to target: String,
        at path: String? = nil,
        judge: @escaping Judge = { _ in .forward },
        tap: @escaping Tap = { _ in .forward }
    ) throws {
        folder = try TemporaryDirectory()
        self.path = path ?? folder.file("proxy.sock")
        let plain = target.hasPrefix("unix://") ? String(target.dropFirst(7)) : target
        let core = try Core(target: plain, listener: Socket.listen(atUnixPath: self.path), tap: tap, judge: judge)
        self.core = core
        let acceptor = try WorkerThread { Self.accept(core) }
        core.state.withLock { $0.threads.append(acceptor) }
    }

    deinit { close() }

    /// Every request so far, in the order of arrival.
    package var requests: [ProxiedRequest] { core.state.withLock { $0.requests } }

    /// Connections open now.
    package var openConnections: Int { core.state.withLock { $0.connections.count } }

    /// Stops the flow of bytes in both directions; connections stay open.
    package func hold() { core.state.withLock { $0.isHolding = true } }

    /// Lets the bytes flow again after `hold()`.
    package func release() { core.state.withLock { $0.isHolding = false } }

    /// Closes every open connection; new ones are welcome.
    package func cut() {
        let open = core.state.withLock { state in state.connections.values.flatMap(\.self) }
        for socket in open { socket.shutDown() }
    }

    /// While true, new connections are closed at once.
    package func refuse(_ refusing: Bool) { core.state.withLock { $0.isRefusing = refusing } }

    /// Waits for the first request that satisfies the condition, past ones included.
    /// - Throws: `AwaitError`.
    package func waitForRequest(
        within limit: Duration = .seconds(60),
        _ what: String,
        where condition: (ProxiedRequest) -> Bool
    ) async throws -> ProxiedRequest {
        try await eventually(within: limit, every: .milliseconds(2), what, value: { requests.first(where: condition) })
    }

    /// Closes everything and waits for the threads; idempotent.
    ///
    /// Not to be called from the judge.
    package func close() {
        let threads = core.state.withLock { state in
            state.isClosed = true
            defer { state.threads = [] }
            return state.threads
        }
        core.stop.raise()
        core.listener.shutDown()
        cut()
        for thread in threads { thread.join() }
    }

    private static func accept(_ core: Core) {
        while let client = core.listener.accept() {
            guard !core.state.withLock({ $0.isRefusing || $0.isClosed }),
                let engine = try? Socket.connect(toUnixPath: core.target)
            else { continue }
            core.state.withLock { state in
                guard !state.isClosed else { return }
                let number = state.accepted
                guard let thread = try? WorkerThread({ carry(client, engine, number: number, core) }) else { return }
                state.accepted += 1
                state.connections[number] = [client, engine]
                state.threads.append(thread)
            }
        }
    }

    /// Carries one connection to its end: the requests on this thread, the answers on another.
    private static func carry(_ client: Socket, _ engine: Socket, number: Int, _ core: Core) {
        let answers = try? WorkerThread { pump(from: engine, to: client, core) { _ in true } }
        let scanner = Mutex(RequestLineScanner())
        pump(from: client, to: engine, core) { bytes in
            guard admit(core.tap(bytes), client) else { return false }
            let lines = scanner.withLock { $0.scan(bytes) }
            return lines.map { pass($0, from: client, number: number, core) }.allSatisfy(\.self)
        }
        answers?.join()
        client.shutDown()
        engine.shutDown()
        core.state.withLock { $0.connections[number] = nil }
    }

    /// Writes a request down and asks the judge; whether its bytes go on.
    private static func pass(_ line: String, from client: Socket, number: Int, _ core: Core) -> Bool {
        let words = line.split(separator: " ")
        guard words.count == 3 else { return true }
        let request = ProxiedRequest(
            method: String(words[0]),
            target: String(words[1]),
            arrival: .now,
            connection: number
        )
        core.state.withLock { $0.requests.append(request) }
        return admit(core.judge(request), client)
    }

    /// Carries a verdict out on the client's side; whether the bytes go on.
    private static func admit(_ verdict: Verdict, _ client: Socket) -> Bool {
        switch verdict {
        case .forward: return true
        case .drop: return false
        case .forwardWithoutAnswer:
            client.shutDown()
            return true
        }
    }

    /// Copies one direction until it ends.
    ///
    /// A refusal by `admit` ends both directions.
    private static func pump(from source: Socket, to sink: Socket, _ core: Core, admit: ([UInt8]) -> Bool) {
        while true {
            let bytes = source.read()
            guard !bytes.isEmpty else { return sink.endWriting() }
            guard admit(bytes) else {
                source.shutDown()
                return sink.shutDown()
            }
            while core.state.withLock({ $0.isHolding }), !core.stop.wait(for: .milliseconds(2)) {}
            guard sink.write(bytes) else { return source.shutDown() }
        }
    }
}
