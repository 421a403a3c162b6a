import NIOCore

extension RedisConnector {
    /// How long one Sentinel is waited for.
    private static let sentinelLimit = Duration.seconds(1)

    /// Asks all Sentinels at once where the primary is.
    ///
    /// Fails with code `connectFailed` when none knows, naming what each said.
    func primary(by sentinels: RedisSentinels) -> EventLoopFuture<RedisSentinels.Server> {
        let promise = loop.makePromise(of: RedisSentinels.Server.self)
        let poll = SentinelPoll(sentinels, promise)
        for server in sentinels.servers {
            ask(server, of: sentinels).whenComplete { poll.take($0, from: server) }
        }
        return promise.futureResult
    }

    private func ask(
        _ server: RedisSentinels.Server,
        of sentinels: RedisSentinels
    ) -> EventLoopFuture<RedisSentinels.Server> {
        let endpoint = RedisEndpoint(
            .tcp(host: server.host, port: server.port),
            username: sentinels.username,
            password: sentinels.password,
            tls: endpoint.tls
        )
        let limit = min(Self.sentinelLimit, options.connectTimeout)
        let connector = RedisConnector(self, endpoint, limit: limit, asksSentinel: true)
        return connector.connectDirectly(name: options.clientName).flatMap { connection in
            let answer = loop.makePromise(of: RedisSentinels.Server.self)
            let question: [any RESPArgument] = ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", sentinels.primary]
            connection.submit([question], deadline: limit, subject: "SENTINEL") { result in
                let found = result.flatMap { Self.address(in: $0, name: sentinels.primary) }
                answer.completeWith(found.mapError { $0 as any Error })
                connection.closeNow()
            }
            return answer.futureResult
        }
    }

    private static func address(
        in replies: [RESPValue],
        name: String
    ) -> Result<RedisSentinels.Server, RedisError> {
        switch replies.first {
        case .null?:
            return .failure(RedisError(.connectFailed, "it knows no primary named \(name)"))
        case .error(let error)?:
            return .failure(.reply(error, to: "SENTINEL"))
        case .array(let parts)?:
            guard parts.count == 2, let host = parts[0].asString, !host.isEmpty,
                let port = parts[1].asInteger, (1...65535).contains(port)
            else { fallthrough }
            return .success(RedisSentinels.Server(host: host, port: Int(port)))
        default:
            return .failure(.unexpected(replyTo: "SENTINEL", wanted: "host and port"))
        }
    }
}
