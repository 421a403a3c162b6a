import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Makes connections to one endpoint: socket, TLS, login, database, name, and a `PING` that proves that it serves.
struct RedisConnector: Sendable {
    let endpoint: RedisEndpoint
    let options: RedisOptions
    let loop: any EventLoop
    private let tls: NIOSSLContext?

    /// Reads the certificate authorities when the endpoint is encrypted.
    init(_ endpoint: RedisEndpoint, options: RedisOptions, loop: any EventLoop) throws(RedisError) {
        self.endpoint = endpoint
        self.options = options
        self.loop = loop
        self.tls = try endpoint.tls.map { trust throws(RedisError) in try Self.context(trusting: trust) }
    }

    /// Connects on the event loop.
    ///
    /// Every failure is a ``RedisError`` with code `connectFailed` or `loading`.
    func connect(name: String) -> EventLoopFuture<RedisConnection> {
        let deadline = NIODeadline.now() + TimeAmount(options.connectTimeout)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(options.connectTimeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try prepare(channel) }
            }
        return open(bootstrap)
            .flatMapThrowing { channel in
                let handler = try channel.pipeline.syncOperations.handler(type: RedisChannelHandler.self)
                return RedisConnection(channel, handler: handler, defaultDeadline: options.commandDeadline)
            }
            .flatMap { connection in greet(connection, name: name, until: deadline) }
            .flatMapErrorThrowing { error in throw failed(error) }
    }

    /// Connects; a cancelled task stops waiting at once, unless it asks not to.
    func open(name: String, isCancellable: Bool = true) async throws(RedisError) -> RedisConnection {
        let attempt = connect(name: name)
        let promise = loop.makePromise(of: RedisConnection.self)
        attempt.cascade(to: promise)
        do {
            return try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                guard isCancellable else { return }
                promise.fail(RedisError(.cancelled, "connecting to redis at \(endpoint.place) was cancelled"))
            }
        } catch {
            attempt.whenSuccess { $0.closeNow() }
            throw failed(error)
        }
    }

    private func open(_ bootstrap: ClientBootstrap) -> EventLoopFuture<any Channel> {
        switch endpoint.address {
        case .unix(let path):
            bootstrap.connect(unixDomainSocketPath: path)
        case .tcp(let host, let port):
            // A peer that vanished without a word is noticed within half a minute even while we only listen.
            bootstrap
                .channelOption(.socketOption(.so_keepalive), value: 1)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: 15)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: 5)
                .channelOption(.tcpOption(.init(rawValue: TCP_KEEPCNT)), value: 3)
                .connect(host: host, port: port)
        }
    }

    private func prepare(_ channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: serverName)) }
        try pipeline.addHandler(RedisChannelHandler(place: endpoint.place, limits: options.limits))
    }

    /// The host for SNI and the certificate's check; nil for an address, which is checked against the peer's.
    private var serverName: String? {
        guard case .tcp(let host, _) = endpoint.address else { return nil }
        return (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
    }

    private static func context(trusting trust: RedisEndpoint.Trust) throws(RedisError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // A frozen server does not answer our goodbye; don't wait for it.
        configuration.shutdownTimeout = .milliseconds(500)
        if case .file(let path) = trust { configuration.trustRoots = .file(path) }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            guard case .file(let path) = trust else {
                throw RedisError(.invalidEndpoint, "the system's certificate authorities cannot be loaded: \(error)")
            }
            throw RedisError(.invalidEndpoint, "the certificate authorities in \(path) cannot be loaded: \(error)")
        }
    }

    private func failed(_ error: any Error) -> RedisError {
        if let error = error as? RedisError, [.connectFailed, .cancelled, .loading].contains(error.code) {
            return error
        }
        return RedisError(
            .connectFailed,
            "cannot connect to redis at \(endpoint.place): \(RedisError.reason(for: error))"
        )
    }
}

// MARK: - Greeting

extension RedisConnector {
    /// Logs in, selects the database and asks whether Redis serves, all in one write.
    private func greet(
        _ connection: RedisConnection,
        name: String,
        until deadline: NIODeadline
    ) -> EventLoopFuture<RedisConnection> {
        let promise = loop.makePromise(of: RedisConnection.self)
        var commands: [[any RESPArgument]] = []
        if endpoint.username != nil || endpoint.password != nil {
            commands.append(["AUTH"] + [endpoint.username, endpoint.password?.value ?? ""].compactMap(\.self))
        }
        if endpoint.database != 0 { commands.append(["SELECT", endpoint.database]) }
        commands.append(["CLIENT", "SETNAME", name])
        commands.append(["PING"])
        let verbs = commands.compactMap { $0.first as? String }
        let rest = Duration(deadline - .now())
        connection.submit(commands, deadline: rest, subject: "the greeting") { result in
            switch result {
            case .success(let replies):
                guard let refusal = refusal(verbs, replies) else { return promise.succeed(connection) }
                promise.fail(refusal)
            case .failure(let error):
                let reason = connection.handler.value.endReason ?? error.message
                promise.fail(RedisError(.connectFailed, "cannot connect to redis at \(endpoint.place): \(reason)"))
            }
            connection.closeNow()
        }
        return promise.futureResult
    }

    private func refusal(_ verbs: [String], _ replies: [RESPValue]) -> RedisError? {
        for (verb, reply) in zip(verbs, replies) {
            guard case .error(let error) = reply else { continue }
            let reason: String
            switch (verb, error.code) {
            // A name is a courtesy; an account may lack the right to it, or to PING.
            case ("CLIENT", _), ("PING", "NOPERM"): continue
            case (_, "NOAUTH"): reason = "it wants a password; set REDIS_PASSWORD or put it in the URL"
            case ("AUTH", _): reason = "it refused the login (\(error.message)); check user and password"
            case ("SELECT", _): reason = "it has no database \(endpoint.database) (\(error.message))"
            case (_, "LOADING"): reason = "it is still loading its data"
            default: reason = error.message
            }
            let code = error.code == "LOADING" ? RedisError.Code.loading : .connectFailed
            return RedisError(code, "cannot connect to redis at \(endpoint.place): \(reason)")
        }
        return nil
    }
}
