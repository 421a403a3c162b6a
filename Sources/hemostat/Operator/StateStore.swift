import Logging
import SharedState

/// The Redis of this operator: the user's, or a private one in the state directory.
///
/// Either way the directory is ours.
struct StateStore: Sendable {
    let client: RedisClient
    let embedded: EmbeddedRedis?
    private let lock: DirectoryLock?

    static func open(_ configuration: OperatorConfiguration, _ logger: Logger) async throws -> StateStore {
        if let endpoint = configuration.redis {
            let lock = try DirectoryLock.own(configuration.stateDirectory)
            return StateStore(client: try RedisClient(endpoint, logger: logger), embedded: nil, lock: lock)
        }
        let embedded = try await EmbeddedRedis.open(in: configuration.stateDirectory, logger: logger)
        do {
            var options = RedisOptions()
            options.isPrivate = true
            let client = try RedisClient(embedded.endpoint, options: options, logger: logger)
            return StateStore(client: client, embedded: embedded, lock: nil)
        } catch {
            try? await embedded.shutdown()
            throw error
        }
    }

    func close() async {
        await client.close()
        try? await embedded?.shutdown()
        lock?.release()
    }
}
