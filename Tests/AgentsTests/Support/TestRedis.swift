import Logging
import SharedState
import TestSupport
import Testing

@testable import Agents

/// A real Redis of one test, and a connected client.
final class TestRedis: Sendable {
    let server: RedisServer
    let client: RedisClient

    /// `arguments` are more of the server's configuration.
    init(arguments: [String] = []) async throws {
        server = try await RedisServer.start(arguments: arguments)
        var options = RedisOptions()
        options.backoff = ReconnectBackoff(initial: .milliseconds(5), maximum: .milliseconds(50))
        // A loaded machine must not end what a test is not about.
        options.commandDeadline = .seconds(60)
        client = try RedisClient(
            RedisEndpoint(.unix(path: server.socketPath)),
            options: options,
            logger: LogSink().logger
        )
        try await client.connect()
    }

    func close() async {
        await client.close()
        await server.stop()
    }

    /// The entries of a stream, each its fields by name.
    func entries(of stream: String) async throws -> [[String: [UInt8]]] {
        let entries = try await client.command("XRANGE", stream, "-", "+").asArray ?? []
        return try entries.map { entry in
            let fields = try #require(entry.asArray?[1].asArray)
            return Dictionary(
                uniqueKeysWithValues: try stride(from: 0, to: fields.count, by: 2).map {
                    (try #require(fields[$0].asString), try #require(fields[$0 + 1].asBytes))
                }
            )
        }
    }

    /// The `event` of each entry of a stream.
    func events(of stream: String) async throws -> [AnyJSON] {
        try await entries(of: stream).compactMap { $0["event"] }
            .map { try StateJSON.decode(AnyJSON.self, from: $0) }
    }

    func list(_ key: String) async throws -> [AnyJSON] {
        let items = try await client.command("LRANGE", key, 0, -1).asArray ?? []
        return try items.compactMap(\.asBytes).map { try StateJSON.decode(AnyJSON.self, from: $0) }
    }

    /// How many entries are handed out and not acknowledged, or not handed out yet; nil without the group.
    func unsettled(_ stream: String, group: String) async throws -> Int? {
        guard let groups = try? await client.command("XINFO", "GROUPS", stream).asArray else { return nil }
        for fields in groups.compactMap(\.asArray) {
            let pairs = stride(from: 0, to: fields.count - 1, by: 2).map { (fields[$0].asString ?? "", fields[$0 + 1]) }
            let facts = Dictionary(pairs) { first, _ in first }
            guard facts["name"]?.asString == group else { continue }
            let last = try #require(facts["last-delivered-id"]?.asString)
            let waiting = try await client.command("XRANGE", stream, "(\(last)", "+").asArray?.count ?? 0
            return Int(facts["pending"]?.asInteger ?? 0) + waiting
        }
        return nil
    }

    /// Waits until a group has nothing left to do with a stream.
    func settles(_ stream: String, group: String) async throws {
        try await eventually("every entry of \(stream) to be acknowledged") {
            try await unsettled(stream, group: group) == 0
        }
    }
}

extension AnyJSON {
    init(_ text: String) throws { self = try StateJSON.decode(AnyJSON.self, from: text.utf8) }

    init(_ value: some Encodable) throws {
        self = try StateJSON.decode(AnyJSON.self, from: try StateJSON.encode(value))
    }

    subscript(key: String) -> AnyJSON? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
