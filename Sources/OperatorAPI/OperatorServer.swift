import Glibc
import HemoStatCore
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
package import SharedState

/// Serves HTTP: health on the plain listener, health and status on the unix socket of the state directory.
package struct OperatorServer: Service {
    private let listeners: Listeners
    private let readiness: HealthChecks
    private let status: StatusReader
    private let audit: AuditReader
    private let logger: Logger

    /// Where the operator listens.
    package struct Listeners: Sendable {
        /// Of the plain listener.
        package var host: String
        /// 0 lets the kernel choose.
        package var port: Int
        /// Of the local command line; mode 0600.
        package var socketPath: String
        /// Told the plain listener's address once it is bound.
        package var bound: @Sendable (String) -> Void

        package init(host: String, port: Int, socketPath: String, bound: @escaping @Sendable (String) -> Void) {
            self.host = host
            self.port = port
            self.socketPath = socketPath
            self.bound = bound
        }
    }

    package init(
        listeners: Listeners,
        readiness: HealthChecks,
        status: StatusReader,
        audit: AuditReader,
        logger: Logger
    ) {
        self.listeners = listeners
        self.readiness = readiness
        self.status = status
        self.audit = audit
        self.logger = logger
    }

    /// Opens the socket once the plain listener is open, and tells its address once both are.
    ///
    /// A plain listener that cannot be opened, the likelier failure, so leaves nothing to be torn down.
    package func run() async throws {
        let (opened, plainOpened) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { plainOpened.finish() }
                let server = plain { plainOpened.yield($0) }
                try await listening(on: "--http \(listeners.host):\(listeners.port)", server.run)
            }
            group.addTask {
                for await address in opened {
                    try await listening(on: listeners.socketPath, local { listeners.bound(address) }.run)
                }
            }
            defer { group.cancelAll() }
            while try await group.next() != nil {}
        }
        ListenerFiles.remove(listeners.socketPath)
    }

    private func plain(onOpen: @escaping @Sendable (String) -> Void) -> some ApplicationProtocol {
        Application(
            responder: healthRouter().buildResponder(),
            configuration: ApplicationConfiguration(address: .hostname(listeners.host, port: listeners.port)),
            onServerRunning: { onOpen(Self.address(of: $0)) },
            logger: quiet
        )
    }

    private func local(onOpen: @escaping @Sendable () -> Void) -> some ApplicationProtocol {
        Application(
            responder: localRouter().buildResponder(),
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: listeners.socketPath)),
            onServerRunning: { [listeners] _ in
                ListenerFiles.restrict(listeners.socketPath)
                onOpen()
            },
            logger: quiet
        )
    }

    private func listening(on place: String, _ serve: () async throws -> Void) async throws {
        do {
            try await serve()
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode))
            throw ListenError(
                description: "cannot listen on \(place): \(reason); choose another address, or stop who has it"
            )
        }
    }

    private func healthRouter() -> Router<BasicRequestContext> {
        let router = Router()
        for path in ["livez", "healthz", "readyz"] {
            // Alive is who answers; only ready asks further. `healthz` is what Kubernetes calls deprecated `readyz`.
            let checks = path == "livez" ? HealthChecks([]) : readiness
            router.get("\(path)") { request, _ in
                let isVerbose = request.uri.queryParameters["verbose"] != nil
                let verdict = checks.verdict(of: path, isVerbose: isVerbose)
                return Self.text(verdict.text, status: verdict.isHealthy ? .ok : .serviceUnavailable)
            }
        }
        return router
    }

    private func localRouter() -> Router<BasicRequestContext> {
        let router = healthRouter()
        router.get("status") { [status] _, _ in await Self.answer { try await status.read() } }
        router.get("audit") { [audit] request, _ in
            let query = request.uri.queryParameters
            let limit = query["limit"].flatMap { Int($0) } ?? 100
            return await Self.answer { try await audit.latest(host: query["host"].map(String.init), limit: limit) }
        }
        router.get("audit/verify") { [audit] request, _ in
            let host = request.uri.queryParameters["host"].map(String.init)
            return await Self.answer { try await audit.verify(host: host) }
        }
        return router
    }

    /// What was read as JSON, or one sentence saying why it could not be.
    private static func answer(_ read: () async throws -> some Encodable) async -> Response {
        do {
            return response(try StateJSON.encode(try await read()), type: "application/json", status: .ok)
        } catch {
            return text("the operator cannot read its state: \(error)\n", status: .serviceUnavailable)
        }
    }

    private static func text(_ text: String, status: HTTPResponse.Status) -> Response {
        response(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    private static func response(_ bytes: [UInt8], type: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private static func address(of channel: any Channel) -> String {
        guard let address = channel.localAddress, let port = address.port else { return "unknown" }
        let host = address.ipAddress ?? "localhost"
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// The server's own chatter about starting and requests is of no interest to those who read our log.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
