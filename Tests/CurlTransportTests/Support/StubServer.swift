import Glibc
import Synchronization

/// A server over a real socket, on loopback or a unix socket; every connection runs its handler on a thread of its own.
final class StubServer: Sendable {
    struct Failure: Error {
        let call: String
        let code: Int32
    }

    private struct State {
        var connections: [StubConnection] = []
        var requests: [StubRequest] = []
        var accepted = 0
        var threads = 0
        var isStopping = false
    }

    /// Zero for a unix socket.
    let port: UInt16
    let unixPath: String?
    private let listener: Int32
    private let handler: @Sendable (StubConnection) -> Void
    private let state = Mutex(State())

    init(
        unixPath: String? = nil,
        backlog: Int32 = 1024,
        accepts: Bool = true,
        handler: @escaping @Sendable (StubConnection) -> Void
    ) throws {
        self.unixPath = unixPath
        self.handler = handler
        if let unixPath {
            listener = try SocketAddress.listenUnix(unixPath, backlog: backlog)
            port = 0
        } else {
            (listener, port) = try SocketAddress.listenLoopback(backlog: backlog)
        }
        if accepts { startThread { [self] in acceptAll() } }
    }

    var url: String { "http://\(unixPath == nil ? "127.0.0.1:\(port)" : "stub")" }
    var requests: [StubRequest] { state.withLock { $0.requests } }
    /// Connections so far.
    var accepted: Int { state.withLock { $0.accepted } }
    var isStopping: Bool { state.withLock { $0.isStopping } }
    /// Those whose handlers run or that were kept.
    var connections: [StubConnection] { state.withLock { $0.connections } }

    func record(_ request: StubRequest) {
        state.withLock { $0.requests.append(request) }
    }

    /// Ends everything and waits for the threads.
    func stop() {
        let open = state.withLock { state in
            state.isStopping = true
            return state.connections
        }
        _ = Glibc.shutdown(listener, Int32(SHUT_RDWR))
        for connection in open { connection.cut() }
        while state.withLock({ $0.threads }) > 0 { usleep(500) }
        for connection in connections { connection.close() }
        state.withLock { $0.connections = [] }
        close(listener)
        if let unixPath { unlink(unixPath) }
    }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let connection = state.withLock { state -> StubConnection in
                state.accepted += 1
                let connection = StubConnection(descriptor, number: state.accepted, server: self)
                state.connections.append(connection)
                if state.isStopping { connection.cut() }
                return connection
            }
            startThread { [self] in
                handler(connection)
                guard !connection.isKept else { return }
                connection.close()
                state.withLock { $0.connections.removeAll { $0 === connection } }
            }
        }
    }

    private func startThread(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.threads += 1 }
        DetachedThread.start { [self] in
            body()
            state.withLock { $0.threads -= 1 }
        }
    }
}
