import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Makes connections to one endpoint: the Sentinels' word where there are any, socket, TLS, login, database, name, a
/// `PING` that proves that it serves, and proof that it is a primary.
struct RedisConnector: Sendable {
    let endpoint: RedisEndpoint
    let options: RedisOptions
    let loop: any EventLoop
    let demand: ReplicationDemand
    private let tls: NIOSSLContext?
    /// Whether the other end is a Sentinel, which has no data and no role.
    private let asksSentinel: Bool

    /// Reads the certificate authorities when the endpoint is encrypted.
    init(_ endpoint: RedisEndpoint, options: RedisOptions, loop: any EventLoop) throws(RedisError) {
        self.endpoint = endpoint
        self.options = options
        self.loop = loop
        self.tls = try endpoint.tls.map { trust throws(RedisError) in try Self.context(trusting: trust) }
        self.asksSentinel = false
        if case .sentinel = endpoint.address {
            demand = ReplicationDemand(true)
        } else {
            demand = ReplicationDemand(false)
        }
    }

    /// The same for another place, with the TLS context that was made.
    init(_ parent: RedisConnector, _ endpoint: RedisEndpoint, limit: Duration, asksSentinel: Bool) {
        self.endpoint = endpoint
        var options = parent.options
        options.connectTimeout = limit
        self.options = options
        self.loop = parent.loop
        self.demand = parent.demand
        self.tls = parent.tls
        self.asksSentinel = asksSentinel
    }

    /// Connects on the event loop.
    ///
    /// Every failure is a ``RedisError`` with code `connectFailed` or `loading`.
    func connect(name: String) -> EventLoopFuture<RedisConnection> {
        guard case .sentinel(let sentinels) = endpoint.address else { return connectDirectly(name: name) }
        let deadline = NIODeadline.now() + TimeAmount(options.connectTimeout)
        return primary(by: sentinels).flatMap { server in
            var found = endpoint
            found.address = .tcp(host: server.host, port: server.port)
            // A primary that freezes still accepts connections: it must not hold us up while the Sentinels replace it.
            let rest = max(.milliseconds(1), min(Duration(deadline - .now()), options.commandDeadline))
            return RedisConnector(self, found, limit: rest, asksSentinel: false).connectDirectly(name: name)
        }
        .flatMapErrorThrowing { error in throw failed(error) }
    }

    func connectDirectly(name: String) -> EventLoopFuture<RedisConnection> {
        let deadline = NIODeadline.now() + TimeAmount(options.connectTimeout)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(options.connectTimeout))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try prepare(channel) }
            }
        return open(bootstrap)
            .flatMapThrowing { channel in
                let handler = try channel.pipeline.syncOperations.handler(type: RedisChannelHandler.self)
                return RedisConnection(
                    channel,
                    handler: handler,
                    defaultDeadline: options.commandDeadline,
                    demand: demand,
                    isPrivate: options.isPrivate
                )
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
        case .sentinel:
            loop.makeFailedFuture(RedisError(.connectFailed, "a sentinel's name for redis is no address"))
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
        // One section a command: before Redis 7 it takes no more.
        if !asksSentinel { commands += [["INFO", "server"], ["INFO", "replication"]] }
        let verbs = commands.compactMap { $0.first as? String }
        let rest = Duration(deadline - .now())
        connection.submit(commands, deadline: rest, subject: "the greeting") { result in
            switch result {
            case .success(let replies):
                guard let refusal = refusal(verbs, replies) ?? take(replies, of: connection) else {
                    return promise.succeed(connection)
                }
                promise.fail(refusal)
            case .failure(let error):
                let reason = connection.handler.value.endReason ?? error.message
                promise.fail(RedisError(.connectFailed, "cannot connect to redis at \(endpoint.place): \(reason)"))
            }
            connection.closeNow()
        }
        return promise.futureResult
    }

    /// Remembers who the server is; an error when it is no primary.
    private func take(_ replies: [RESPValue], of connection: RedisConnection) -> RedisError? {
        guard !asksSentinel, let server = replies.dropLast().last?.asString, let replication = replies.last?.asString
        else { return nil }
        let facts = RedisServerFacts(server: server, replication: replication)
        guard facts.role == nil || facts.role == "master" else {
            let upstream = facts.upstream.map { " of \($0)" } ?? ""
            return RedisError(
                .connectFailed,
                "cannot connect to redis at \(endpoint.place): it is a replica\(upstream), which takes no writes; "
                    + "name the primary, or the sentinels with redis+sentinel://"
            )
        }
        connection.note(facts, at: endpoint.address)
        return nil
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
            case ("INFO", "NOPERM"): reason = "the account may not run INFO; give it +info (manifests/redis/users.acl)"
            default: reason = error.message
            }
            let code = error.code == "LOADING" ? RedisError.Code.loading : .connectFailed
            return RedisError(code, "cannot connect to redis at \(endpoint.place): \(reason)")
        }
        return nil
    }
}
