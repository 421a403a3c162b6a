extension RedisCommanding {
    /// Runs a script whose effect must not be lost by a failover: where there are replicas, one has it when this returns.
    ///
    /// Script and `WAIT` leave in one write on one connection, because `WAIT` counts the replicas that have everything
    /// *this connection* wrote, not what the script wrote. A script that wrote nothing is so acknowledged with what was
    /// written before it. Without replicas `INFO` goes in the place of `WAIT` and shows when one has come.
    ///
    /// - Returns: the script's reply, and whether it is acknowledged; always true where there are no replicas.
    package func evaluateAcknowledged(
        _ script: RedisScript,
        keys: [String],
        arguments: [any RESPArgument]
    ) async throws(RedisError) -> (reply: RESPValue, isAcknowledged: Bool) {
        let connection = try connection()
        let tail: [any RESPArgument] = connection.isReplicated ? Self.wait : ["INFO", "replication"]
        let parameters = [keys.count] + keys as [any RESPArgument] + arguments
        var replies = try await connection.send(
            [["EVALSHA", script.digest] + parameters, tail],
            deadline: nil,
            subject: script.subject
        )
        if case .error(let error)? = replies.first, error.code == "NOSCRIPT" {
            replies = try await connection.send(
                [["EVAL", script.source] + parameters, tail],
                deadline: nil,
                subject: script.subject
            )
        }
        guard replies.count == 2 else { throw .unexpected(replyTo: script.subject, wanted: "two replies") }
        if case .error(let error) = replies[0] { throw .reply(error, to: script.subject) }
        return (replies[0], try await connection.isAcknowledged(replies[1]))
    }

    /// At least one replica within 100 ms: the contract of leases and intents.
    static var wait: [any RESPArgument] { ["WAIT", 1, 100] }
}

extension RedisConnection {
    /// Reads the reply to `WAIT`, or to `INFO replication`, after which it waits all the same when there is a replica.
    fileprivate func isAcknowledged(_ reply: RESPValue) async throws(RedisError) -> Bool {
        var reply = reply
        if let text = reply.asString, reply.asInteger == nil {
            note(replicas: RedisServerFacts.replicas(in: text))
            guard isReplicated else { return true }
            reply = try await send([Self.wait], deadline: nil, subject: "WAIT").first ?? .null
        }
        if let count = reply.asInteger, count >= 1 { return true }
        doubt()
        return false
    }
}
