import Glibc
import Synchronization

/// An HTTP server that answers as a test tells it to, on a unix socket or a loopback port.
///
/// An engine that can be slow, wrong or rude. One thread accepts, one serves each connection; `stop` ends and joins
/// them all.
final class StubEngine: Sendable {
    typealias Handler = @Sendable (StubRequest, StubConnection) -> Void

    /// For `DOCKER_HOST`.
    let address: String
    private let directory: String?
    private let listener: Int32
    private let handler: Handler
    private let state = Mutex(State())

    private struct State {
        var requests: [StubRequest] = []
        var connections: [StubConnection] = []
        var threads: [pthread_t] = []
        var isStopped = false
    }

    struct Failure: Error {
        let step: String
        let code = errno
    }

    enum Place {
        case socket
        case loopback
    }

    init(on place: Place = .socket, _ handler: @escaping Handler) throws {
        switch place {
        case .socket:
            let directory = "/tmp/hs-de-\(UInt64.random(in: 0...UInt64.max))"
            guard mkdir(directory, 0o700) == 0 else { throw Failure(step: "mkdir") }
            self.directory = directory
            listener = try Self.listen(socket: directory + "/d.sock")
            address = "unix://\(directory)/d.sock"
        case .loopback:
            directory = nil
            let (listener, port) = try Self.listenOnLoopback()
            self.listener = listener
            address = "tcp://127.0.0.1:\(port)"
        }
        self.handler = handler
        try spawn { [self] in acceptConnections() }
    }

    /// Every request that arrived, in order.
    var requests: [StubRequest] { state.withLock { $0.requests } }

    /// The targets that arrived, without those for the version.
    var targets: [String] { requests.map(\.target).filter { $0 != "/version" } }

    /// Connections not yet ended by either side.
    var openConnections: Int { state.withLock { $0.connections.filter(\.isOpen).count } }

    func stop() {
        let (connections, wasStopped) = state.withLock { state in
            defer { state.isStopped = true }
            return (state.connections, state.isStopped)
        }
        guard !wasStopped else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in connections { connection.hangUp() }
        while let thread = state.withLock({ $0.threads.popLast() }) { pthread_join(thread, nil) }
        close(listener)
        if let directory {
            unlink(directory + "/d.sock")
            rmdir(directory)
        }
    }

    private func acceptConnections() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR { continue }
                return
            }
            let connection = StubConnection(descriptor)
            let isStopped = state.withLock { state in
                if !state.isStopped { state.connections.append(connection) }
                return state.isStopped
            }
            guard !isStopped, (try? spawn { [self] in serve(connection) }) != nil else { return connection.end() }
        }
    }

    private func serve(_ connection: StubConnection) {
        while let request = connection.readRequest() {
            state.withLock { $0.requests.append(request) }
            handler(request, connection)
        }
        connection.end()
    }

    private func spawn(_ body: @escaping @Sendable () -> Void) throws {
        let retained = Unmanaged.passRetained(ThreadBody(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            retained.toOpaque()
        )
        guard code == 0 else {
            retained.release()
            throw Failure(step: "pthread_create")
        }
        state.withLock { $0.threads.append(thread) }
    }

    private final class ThreadBody: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

extension StubEngine {
    private static func listen(socket path: String) throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(step: "socket") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, Glibc.listen(descriptor, 64) == 0 else { throw Failure(step: "bind") }
        return descriptor
    }

    private static func listenOnLoopback() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(step: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard result else { throw Failure(step: "bind") }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
