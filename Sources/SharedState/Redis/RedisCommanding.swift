/// Something that takes Redis commands: the shared ``RedisClient`` or a ``RedisConnection`` of one's own.
///
/// Cancellation of the waiting task is not observed: a command ends by its reply, its deadline or the loss of the
/// connection, so that its outcome is always known and code that tidies up works in a cancelled task.
package protocol RedisCommanding: Sendable {
    /// The connection that commands go to now: what is sent on it reaches one and the same life of one server.
    ///
    /// - Throws: ``RedisError/Code/notConnected`` or `closed`.
    func connection() throws(RedisError) -> RedisConnection

    /// Sends commands in one write and returns their replies in order, error replies among them.
    ///
    /// - Parameters:
    ///   - commands: At least one command; its first argument is the verb.
    ///   - deadline: For all of them together; nil takes the client's default.
    ///   - subject: What errors call the request.
    /// - Returns: As many replies as commands.
    /// - Throws: ``RedisError`` of the connection; never ``RedisError/Code/serverReply(prefix:)``.
    func send(
        _ commands: [[any RESPArgument]],
        deadline: Duration?,
        subject: String
    ) async throws(RedisError) -> [RESPValue]
}

extension RedisCommanding {
    /// Sends one command: `command("SET", key, value)`.
    package func command(
        _ arguments: any RESPArgument...,
        deadline: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        try await command(arguments: arguments, deadline: deadline)
    }

    /// Sends one command.
    ///
    /// - Throws: ``RedisError``; an error reply becomes ``RedisError/Code/serverReply(prefix:)``.
    package func command(
        arguments: [any RESPArgument],
        deadline: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        let subject = arguments.first as? String ?? "a command"
        return try await single(arguments, deadline, subject)
    }

    /// Sends commands in one write and returns their replies in order.
    ///
    /// Nothing comes between them on the wire, so `MULTI` … `EXEC` is safe. An error reply stands in the result as
    /// ``RESPValue/error(_:)``.
    package func pipeline(
        _ commands: [[any RESPArgument]],
        deadline: Duration? = nil
    ) async throws(RedisError) -> [RESPValue] {
        guard let verb = commands.first?.first else { return [] }
        return try await send(commands, deadline: deadline, subject: "\(verb) and \(commands.count - 1) more")
    }

    /// Runs a script by its digest; when Redis does not know it, which means that it did not run, by its text.
    package func evaluate(
        _ script: RedisScript,
        keys: [String] = [],
        arguments: [any RESPArgument] = [],
        deadline: Duration? = nil
    ) async throws(RedisError) -> RESPValue {
        let parameters = [keys.count] + keys as [any RESPArgument] + arguments
        do {
            return try await single(["EVALSHA", script.digest] + parameters, deadline, script.subject)
        } catch  where error.code == .serverReply(prefix: "NOSCRIPT") {
            return try await single(["EVAL", script.source] + parameters, deadline, script.subject)
        }
    }

    /// Publishes a message on a channel.
    ///
    /// - Returns: How many subscribers of this Redis got it.
    @discardableResult
    package func publish(_ channel: String, _ message: any RESPArgument) async throws(RedisError) -> Int {
        let reply = try await command("PUBLISH", channel, message)
        guard let count = reply.asInteger else { throw .unexpected(replyTo: "PUBLISH", wanted: "an integer") }
        return Int(count)
    }

    private func single(
        _ arguments: [any RESPArgument],
        _ deadline: Duration?,
        _ subject: String
    ) async throws(RedisError) -> RESPValue {
        let replies = try await send([arguments], deadline: deadline, subject: subject)
        guard let reply = replies.first else { throw .unexpected(replyTo: subject, wanted: "one reply") }
        if case .error(let error) = reply { throw .reply(error, to: subject) }
        return reply
    }
}
