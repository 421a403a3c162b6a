package import HemoStatCore

/// What people answered on a host: to steps that wait for approval, and to what stopped.
package struct PeopleBook: Sendable {
    private let redis: any RedisCommanding

    package init(redis: any RedisCommanding) { self.redis = redis }

    /// An answer concerns an hour; what is older than a day is of no use to anybody.
    private static let seconds = 86_400

    package struct Answers: Sendable, Equatable {
        /// By episode.
        package var approvals: [String: Approval] = [:]
        /// By incident or episode.
        package var resumptions: [String: Resumption] = [:]

        package init() {}
    }

    package func answers(host: String) async throws(RedisError) -> Answers {
        let replies = try await redis.pipeline([
            ["HGETALL", RedisKeys.approvals(host: host)], ["HGETALL", RedisKeys.resumptions(host: host)],
        ])
        for case .error(let error) in replies { throw .reply(error, to: "people's answers") }
        var answers = Answers()
        answers.approvals = Self.read(replies[0])
        answers.resumptions = Self.read(replies[1])
        return answers
    }

    /// Notes a person's answer to a step.
    package func answer(_ approval: Approval, host: String) async throws {
        try await put(RedisKeys.approvals(host: host), approval.episode, try StateJSON.encode(approval))
    }

    /// Notes a person's word that an incident's or an episode's actions go on.
    package func resume(_ id: String, _ resumption: Resumption, host: String) async throws {
        try await put(RedisKeys.resumptions(host: host), id, try StateJSON.encode(resumption))
    }

    /// Forgets a word that was acted upon, in the write that acts upon it.
    package static func forget(_ id: String, host: String, in write: inout GuardedWrite) {
        write.add("HDEL", RedisKeys.resumptions(host: host), id)
    }

    private func put(_ key: String, _ field: String, _ value: [UInt8]) async throws {
        var write = GuardedWrite()
        write.add("HSET", key, field, value)
        write.add("EXPIRE", key, Self.seconds)
        _ = try await write.run(on: redis)
    }

    private static func read<Value: Decodable>(_ reply: RESPValue) -> [String: Value] {
        let fields = reply.asArray ?? []
        var values: [String: Value] = [:]
        for index in stride(from: 0, to: fields.count - 1, by: 2) {
            guard let name = fields[index].asString, let bytes = fields[index + 1].asBytes else { continue }
            values[name] = try? StateJSON.decode(Value.self, from: bytes)
        }
        return values
    }
}
